package io.trunkline.ets.internal.view;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;

import org.junit.jupiter.api.DynamicNode;

import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;

/// Suites of JUnit 3, which is what Guava's are, as dynamic tests.
final class JUnit3 {
    private JUnit3() {}

    /// The suite, with its suites as containers and its test cases as tests.
    static DynamicNode dynamic(Test test) {
        return switch (test) {
            case TestSuite suite -> dynamicContainer(suite.getName(), children(suite));
            case TestCase single -> dynamicTest(single.getName(), () -> run(single));
            default ->
                    throw new IllegalArgumentException(
                            "expected a suite or a test case, got: " + test.getClass().getName());
        };
    }

    private static Stream<DynamicNode> children(TestSuite suite) {
        return Collections.list(suite.tests()).stream().map(JUnit3::dynamic);
    }

    private static void run(TestCase test) throws Throwable {
        TestResult result = new TestResult();
        test.run(result);
        rethrow(result.failures());
        rethrow(result.errors());
        if (result.runCount() != 1) {
            throw new AssertionError(
                    "expected one test to run, got: " + result.runCount() + " of " + test);
        }
    }

    private static void rethrow(Enumeration<TestFailure> failures) throws Throwable {
        if (failures.hasMoreElements()) {
            throw failures.nextElement().thrownException();
        }
    }
}
