package io.trunkline.engine.spi;

import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/// Makes virtual threads that a simulated node can run step by step; found by [ServiceLoader].
///
/// The JDK has no public way to do that, so the engine itself brings none: the test kit does.
public interface SimulatedThreads {
    /// A builder of virtual threads that give each of their steps, from one wait to the next, to
    /// `steps`, which has it run later on a platform thread: all of them on the same one.
    ///
    /// @throws UnsupportedOperationException if this JVM does not allow it; the message says why
    Thread.Builder.OfVirtual builder(Executor steps);

    /// The provider on the module or class path.
    ///
    /// @throws UnsupportedOperationException if there is none
    static SimulatedThreads installed() {
        return ServiceLoader.load(SimulatedThreads.class, SimulatedThreads.class.getClassLoader())
                .findFirst()
                .orElseThrow(() ->
                        new UnsupportedOperationException(
                                "a threaded process on a simulated node must have the test kit"
                                        + " (trunkline-testkit) on the module or class path:"
                                        + " provider=none"));
    }
}
