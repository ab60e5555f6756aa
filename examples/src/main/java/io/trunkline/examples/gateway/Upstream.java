package io.trunkline.examples.gateway;

import io.trunkline.engine.Self;

import java.io.IOException;
import java.time.Duration;

/// The service behind the gateway: what a session asks for what it was asked. Replace it by a real
/// client, or by one that chooses among several by the path.
@FunctionalInterface
public interface Upstream {
    /// Opens a connection; what it throws is tried again later.
    ///
    /// It may block. Called by any thread, at the gateway's start by the one that starts it.
    Connection connect() throws IOException;

    /// A way to the upstream that serves one fetch at a time. The gateway closes it after a fetch
    /// that failed, or whose caller has died: nobody knows what may still come on it.
    @FunctionalInterface
    interface Connection extends AutoCloseable {
        /// Starts a fetch and returns at once. Sends `caller` one [Answer], sooner or later, but
        /// not much later than `timeout`; a real client does so when its future completes.
        ///
        /// Called by one process at a time, as that process.
        ///
        /// @param tag goes into the answer as it is
        void fetch(Self caller, ClientRequest request, Duration timeout, Object tag);

        /// Closes it, with what may be under way on it. May block.
        @Override
        default void close() throws IOException {}
    }

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
