package io.trunkline.engine.testkit;

import io.trunkline.engine.Node;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.SimulatedNode;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// Gives each test, through parameters of the test and of methods such as `@BeforeEach`, a node of
/// its own and a [Probe] on it.
///
/// - [Node] is a node in real time; a [SimulatedNode] parameter of the test, [Seed] or [Seeds] make
///   it a simulated one. Its seed is that of the annotation, else that of the property
///   `trunkline.seed`, else a new one each time; a failure says which.
/// - At the end the node is closed, which stops its processes in order. The test fails if one had
///   to be killed, if a timer, name, monitor or thread is left, or if a process crashed (see
///   [io.trunkline.engine.NodeListener#crashed]) and the test has not said so with
///   [Probe#expectCrash(Class)].
/// - A test that takes longer than 60 s, or [InterruptAfter] says, is ended and fails with a dump
///   of processes and threads.
///
/// [TrunklineTest] brings it to one test; `@ExtendWith(TrunklineExtension.class)` on a class to all
/// of them, parameterised ones too.
public final class TrunklineExtension
        implements BeforeEachCallback,
                AfterEachCallback,
                ParameterResolver,
                TestExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TrunklineExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(Node.class, SimulatedNode.class, Probe.class);
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);
    private static final int NEW_SEEDS = 1_000_000_000;

    /// For JUnit.
    public TrunklineExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        TestBed bed = new TestBed();
        context.getStore(NAMESPACE).put(TestBed.class, bed);
        context.getStore(NAMESPACE)
                .put(
                        TimeLimit.class,
                        new TimeLimit(
                                Settings.scaled(patience(context)), bed::processes, bed::abandon));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestBed bed = bed(context);
        TimeLimit limit = limit(context);
        try {
            bed.close(context.getExecutionMode() == ExecutionMode.SAME_THREAD);
        } finally {
            limit.close();
        }
        AssertionError tooLate = limit.failure();
        if (tooLate != null) {
            throw tooLate;
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        Throwable reported = limit(context).failure();
        if (reported != null) {
            reported.initCause(failure);
        } else if (failure instanceof ProcessExit) {
            // carries nothing, and belongs to no test
            reported = new AssertionError("expected the probe to live, got: " + failure, failure);
        } else {
            reported = failure;
        }
        try {
            reported.addSuppressed(new Circumstances(bed(context).circumstances()));
        } catch (RuntimeException | Error e) {
            reported.addSuppressed(e); // the node is in no state to be looked at
        }
        throw reported;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType())
                && parameter.getDeclaringExecutable() instanceof Method
                && context.getStore(NAMESPACE).get(TestBed.class) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestBed bed = bed(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == SimulatedNode.class || isSimulated(context)) {
            bed.simulated(seed(context));
        }
        return type == Probe.class ? bed.probe() : bed.node();
    }

    /// Sets the seed of a run.
    static void seed(ExtensionContext context, long seed) {
        context.getStore(NAMESPACE).put(Seed.class, seed);
    }

    private static long seed(ExtensionContext context) {
        Long ofRun = context.getStore(NAMESPACE).get(Seed.class, Long.class);
        if (ofRun != null) {
            return ofRun;
        }
        Seed fixed = context.getRequiredTestMethod().getAnnotation(Seed.class);
        if (fixed != null) {
            return fixed.value();
        }
        Long set = Settings.seed();
        return set == null ? ThreadLocalRandom.current().nextInt(NEW_SEEDS) : set;
    }

    private static boolean isSimulated(ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        return test.isAnnotationPresent(Seed.class)
                || test.isAnnotationPresent(Seeds.class)
                || Arrays.asList(test.getParameterTypes()).contains(SimulatedNode.class);
    }

    private static Duration patience(ExtensionContext context) {
        InterruptAfter ofTest = context.getRequiredTestMethod().getAnnotation(InterruptAfter.class);
        InterruptAfter nearest =
                ofTest == null
                        ? context.getRequiredTestClass().getAnnotation(InterruptAfter.class)
                        : ofTest;
        return nearest == null ? DEFAULT_LIMIT : Duration.ofSeconds(nearest.value());
    }

    private static TestBed bed(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(NAMESPACE).get(TestBed.class, TestBed.class), "beforeEach put it");
    }

    private static TimeLimit limit(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getStore(NAMESPACE).get(TimeLimit.class, TimeLimit.class),
                "beforeEach put it");
    }
}
