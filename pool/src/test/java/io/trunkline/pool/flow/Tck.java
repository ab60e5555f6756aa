package io.trunkline.pool.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The tests of the Reactive Streams TCK, which are TestNG's, as JUnit's; and all its times.
final class Tck {
    /// How long to wait for what must happen: a machine under load takes its time.
    private static final long PATIENCE_MILLIS = 10_000;

    /// How long to wait for what must not happen: this is waited to the end.
    private static final long SILENCE_MILLIS = 30;

    /// How long a publisher may hold on to a subscriber that has cancelled.
    static final long COLLECTED_MILLIS = 10_000;

    /// The fewest tests that a verification has: that a mistake here does not find none.
    private static final int SOME = 20;

    private Tck() {}

    static TestEnvironment environment() {
        return new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS, SILENCE_MILLIS, false);
    }

    /// A verification's tests. Those that the TCK's own rules skip are aborted, with their reason.
    static Stream<DynamicTest> testsOf(Object verification) {
        List<Method> tests = annotated(verification, Test.class);
        assertTrue(tests.size() > SOME, () -> "too few tests: " + tests);
        return Stream.of(
                        annotated(verification, BeforeClass.class).stream()
                                .map(before -> named(before, () -> invoke(verification, before))),
                        tests.stream().map(test -> named(test, () -> run(verification, test))),
                        annotated(verification, AfterClass.class).stream()
                                .map(after -> named(after, () -> invoke(verification, after))))
                .flatMap(Function.identity());
    }

    private static DynamicTest named(Method method, Executable body) {
        return DynamicTest.dynamicTest(method.getName(), body);
    }

    private static void run(Object verification, Method test) throws Throwable {
        for (Method setUp : annotated(verification, BeforeMethod.class)) {
            invoke(verification, setUp);
        }
        try {
            invoke(verification, test);
        } catch (SkipException skipped) {
            Assumptions.abort(skipped.getMessage());
        }
    }

    private static void invoke(Object target, Method method) throws Throwable {
        try {
            method.invoke(target);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static List<Method> annotated(Object target, Class<? extends Annotation> type) {
        return Arrays.stream(target.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(type) && !method.isBridge())
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }
}
