package io.trunkline.examples.gateway;

import io.trunkline.engine.Self;

import java.time.Duration;

/// The service behind the gateway: what a session asks for what it was asked. Replace it by a real
/// client, or by one that chooses among several by the path.
@FunctionalInterface
public interface Upstream {
    /// Starts a fetch and returns at once. Sends `caller` one [Answer], sooner or later, but not
    /// much later than `timeout`; a real client does so when its future completes.
    ///
    /// Called by many sessions at a time, each as its own process.
    ///
    /// @param tag goes into the answer as it is
    void fetch(Self caller, ClientRequest request, Duration timeout, Object tag);

    /// The message that ends a fetch.
    record Answer(Object tag, Result result) {}

    /// How a fetch ended.
    sealed interface Result permits Fetched, Failure {}

    /// Well.
    record Fetched(int status, long bytes) implements Result {}

    /// Not well.
    sealed interface Failure extends Result {}

    /// The upstream refused, or broke down.
    record Broken(String detail) implements Failure {}

    /// The upstream did not answer in time.
    record TimedOut(Duration timeout) implements Failure {}
}
