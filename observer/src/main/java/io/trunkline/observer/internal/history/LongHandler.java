package io.trunkline.observer.internal.history;

import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A handler that held its runner.
///
/// @param at the innermost frame that is not of the JDK
public record LongHandler(Pid pid, Duration soFar, String at, List<String> stack) {
    private static final int MOST_FRAMES = 30;

    static LongHandler of(Pid pid, Duration soFar, StackTraceElement[] stack) {
        List<String> frames =
                Arrays.stream(stack).limit(MOST_FRAMES).map(StackTraceElement::toString).toList();
        return new LongHandler(pid, soFar, place(stack), frames);
    }

    private static String place(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !isOfTheJdk(frame))
                .map(StackTraceElement::toString)
                .findFirst()
                .orElse("");
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
