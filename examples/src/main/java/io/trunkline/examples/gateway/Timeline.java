package io.trunkline.examples.gateway;

/// When a request was where, in nanoseconds of the node's [io.trunkline.engine.Clock].
///
/// @param start when it was meant to start
/// @param began when its session began with it, or [#NEVER]
/// @param decided when the session had admitted or refused it, or [#NEVER]
/// @param fetched when the session had the upstream's answer, or [#NEVER]
/// @param finished when the answer was handed over
public record Timeline(long start, long began, long decided, long fetched, long finished) {
    /// Stands for a moment that did not come.
    public static final long NEVER = Long.MIN_VALUE;

    /// Whether the request went through all of `step`.
    public boolean passed(Step step) {
        return switch (step) {
            case QUEUE -> began != NEVER;
            case SESSION -> decided != NEVER;
            case UPSTREAM -> fetched != NEVER;
            case TOTAL -> true;
        };
    }

    /// How long `step` took.
    ///
    /// @throws IllegalStateException if the request did not go through all of it
    public long nanos(Step step) {
        if (!passed(step)) {
            throw new IllegalStateException("step must be passed: step=" + step);
        }
        return switch (step) {
            case QUEUE -> began - start;
            case SESSION -> decided - began;
            case UPSTREAM -> fetched - decided;
            case TOTAL -> finished - start;
        };
    }
}
