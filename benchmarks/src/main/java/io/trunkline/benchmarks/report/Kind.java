package io.trunkline.benchmarks.report;

import io.trunkline.engine.ExitReason;
import io.trunkline.examples.gateway.Response;
import io.trunkline.examples.gateway.Upstream;

/// How requests end, as reports count them.
public enum Kind {
    OK("ok"),
    RATE_LIMITED("rate-limited"),
    CIRCUIT_OPEN("upstream circuit open"),
    NO_CONNECTION("no connection"),
    UPSTREAM_BROKEN("upstream broken"),
    UPSTREAM_TIMED_OUT("upstream timed out"),
    SESSION_KILLED("session killed"),
    NO_SESSION("no session"),
    SESSION_FAILED("session failed"),
    OVERDUE("overdue"),
    CLOSED("closed");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /// The kind of a response.
    public static Kind of(Response response) {
        return switch (response) {
            case Response.Served _ -> OK;
            case Response.RateLimited _ -> RATE_LIMITED;
            case Response.CircuitOpen _ -> CIRCUIT_OPEN;
            case Response.NoConnection _ -> NO_CONNECTION;
            case Response.UpstreamFailed(var failure) ->
                    switch (failure) {
                        case Upstream.Broken _ -> UPSTREAM_BROKEN;
                        case Upstream.TimedOut _ -> UPSTREAM_TIMED_OUT;
                    };
            case Response.SessionFailed(var reason) ->
                    switch (reason) {
                        case ExitReason.Killed() -> SESSION_KILLED;
                        case ExitReason.NoProc() -> NO_SESSION;
                        default -> SESSION_FAILED;
                    };
            case Response.Overdue _ -> OVERDUE;
            case Response.Closed _ -> CLOSED;
        };
    }

    /// How it is called in reports.
    public String label() {
        return label;
    }

    /// Whether the upstream was not asked, for its own sake.
    public boolean isUnavailable() {
        return this == CIRCUIT_OPEN || this == NO_CONNECTION;
    }

    /// Whether it counts as an error.
    public boolean isError() {
        return this != OK && this != RATE_LIMITED && !isUnavailable();
    }
}
