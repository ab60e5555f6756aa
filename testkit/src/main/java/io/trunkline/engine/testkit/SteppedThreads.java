package io.trunkline.engine.testkit;

import io.trunkline.engine.spi.SimulatedThreads;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/// What simulated nodes run threaded processes on; they find it by themselves when the test kit is
/// there.
///
/// These are virtual threads on an executor of ours, made through a constructor that the JDK keeps
/// for its own tests, `ThreadBuilders.VirtualThreadBuilder(Executor)`. It is not public: the JVM
/// must be started with `--add-opens java.base/java.lang=ALL-UNNAMED`, and a later JDK may not have
/// it. Where it is missing `spawn` says so, and all else works.
public final class SteppedThreads implements SimulatedThreads {
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private final @Nullable MethodHandle newBuilder;

    /// Why there is none; empty if there is.
    private final String missing;

    /// For [java.util.ServiceLoader].
    public SteppedThreads() {
        MethodHandle found = null;
        String why = "";
        try {
            Class<?> builder = Class.forName(BUILDER);
            found =
                    MethodHandles.privateLookupIn(builder, MethodHandles.lookup())
                            .findConstructor(
                                    builder, MethodType.methodType(void.class, Executor.class))
                            .asType(
                                    MethodType.methodType(
                                            Thread.Builder.OfVirtual.class, Executor.class));
        } catch (IllegalAccessException e) {
            why =
                    "the JVM must be started with --add-opens java.base/java.lang="
                            + opener()
                            + " to simulate threads";
        } catch (ReflectiveOperationException e) {
            why =
                    "the JDK must have "
                            + BUILDER
                            + "(Executor) to simulate threads: version="
                            + Runtime.version();
        }
        newBuilder = found;
        missing = why;
    }

    /// Skips the calling test, and says why, where threaded processes cannot be simulated.
    public static void assumeAvailable() {
        String missing = new SteppedThreads().missing;
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    @Override
    public Thread.Builder.OfVirtual builder(Executor steps) {
        if (newBuilder == null) {
            throw new UnsupportedOperationException(missing);
        }
        try {
            return (Thread.Builder.OfVirtual) newBuilder.invokeExact(steps);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("the constructor throws no checked exception", t);
        }
    }

    private static String opener() {
        Module module = SteppedThreads.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }
}
