package io.trunkline.observer.internal.history;

import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A handler that held its runner.
public record LongHandler(Pid pid, Duration soFar, List<String> stack) {
    private static final int MOST_FRAMES = 30;

    static LongHandler of(Pid pid, Duration soFar, StackTraceElement[] stack) {
        return new LongHandler(
                pid,
                soFar,
                Arrays.stream(stack).limit(MOST_FRAMES).map(StackTraceElement::toString).toList());
    }
}
