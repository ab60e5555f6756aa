package io.trunkline.examples.gateway;

import io.trunkline.engine.ExitReason;

import java.time.Duration;

/// How the gateway answers. Every request gets exactly one of these.
public sealed interface Response {
    /// The upstream served it.
    record Served(int status, long bytes) implements Response {}

    /// The client came too often; a request would be admitted after `retryAfter`.
    record RateLimited(Duration retryAfter) implements Response {}

    /// The upstream did not serve it.
    record UpstreamFailed(Upstream.Failure failure) implements Response {}

    /// The client's session ended before it answered, or none could be started: `noproc`.
    record SessionFailed(ExitReason reason) implements Response {}

    /// There was no answer within [GatewayOptions#requestTimeout()].
    record Overdue(Duration timeout) implements Response {}

    /// The gateway was closed before there was an answer.
    record Closed() implements Response {}
}
