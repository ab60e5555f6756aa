package io.trunkline.ets.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import junit.framework.TestCase;
import junit.framework.TestSuite;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.List;
import java.util.stream.Stream;

class JUnit3Test {
    @Test
    void testsThatFailFail() {
        List<DynamicTest> tests = testsOf(suite());
        assertThatThrownBy(executable(tests, "testFails")::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessage("fails");
        assertThatThrownBy(executable(tests, "testThrows")::execute)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("throws");
        assertThatCode(executable(tests, "testPasses")::execute).doesNotThrowAnyException();
    }

    @Test
    void everyTestIsThere() {
        TestSuite outer = new TestSuite("outer");
        outer.addTest(suite());
        outer.addTest(suite());
        assertThat(testsOf(outer)).hasSize(6);
    }

    private static TestSuite suite() {
        TestSuite suite = new TestSuite("inner");
        suite.addTest(
                new TestCase("testFails") {
                    @Override
                    protected void runTest() {
                        fail("fails");
                    }
                });
        suite.addTest(
                new TestCase("testThrows") {
                    @Override
                    protected void runTest() {
                        throw new IllegalStateException("throws");
                    }
                });
        suite.addTest(
                new TestCase("testPasses") {
                    @Override
                    protected void runTest() {}
                });
        return suite;
    }

    private static Executable executable(List<DynamicTest> tests, String name) {
        return tests.stream()
                .filter(test -> test.getDisplayName().equals(name))
                .findFirst()
                .orElseThrow()
                .getExecutable();
    }

    private static List<DynamicTest> testsOf(junit.framework.Test suite) {
        return leaves(JUnit3.dynamic(suite)).toList();
    }

    static Stream<DynamicTest> leaves(DynamicNode node) {
        return switch (node) {
            case DynamicContainer container -> container.getChildren().flatMap(JUnit3Test::leaves);
            case DynamicTest test -> Stream.of(test);
            default -> throw new AssertionError(node);
        };
    }
}
