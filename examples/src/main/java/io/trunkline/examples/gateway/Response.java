package io.trunkline.examples.gateway;

import io.trunkline.engine.ExitReason;

import java.time.Duration;

/// How the gateway answers. Every request gets exactly one of these.
public sealed interface Response {
    /// The upstream served it.
    record Served(int status, long bytes) implements Response {}

    /// The client came too often (HTTP's 429); a request would be admitted after `retryAfter`.
    record RateLimited(Duration retryAfter) implements Response {}

    /// The upstream was not asked, as it fails too often (HTTP's 503); it may be asked again after
    /// `retryAfter`, or at once if that is zero.
    record CircuitOpen(Duration retryAfter) implements Response {}

    /// The upstream was not asked, as no connection to it was free in time (HTTP's 503): within
    /// [GatewayOptions#connectionTimeout()], or at once if many wait already, or the pool of them
    /// is just restarted.
    record NoConnection() implements Response {}

    /// The upstream did not serve it.
    record UpstreamFailed(Upstream.Failure failure) implements Response {}

    /// The client's session ended before it answered, or none could be started: `noproc`.
    record SessionFailed(ExitReason reason) implements Response {}

    /// There was no answer within [GatewayOptions#requestTimeout()].
    record Overdue(Duration timeout) implements Response {}

    /// The gateway was closed before there was an answer.
    record Closed() implements Response {}
}
