package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.util.concurrent.atomic.AtomicReference;

/// Twins of `RegistryStress`: an owner in small, alive or not, and who is under a key.
public final class RegistryTwins {
    private RegistryTwins() {}

    /// The owner is looked at, and registered in another step, without the lock that its end takes.
    @JCStressTest
    @Outcome(id = "nothing", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "An entry of a dead process.")
    @State
    public static class RegistersWithoutLock {
        private final AtomicReference<String> key = new AtomicReference<>();
        private volatile boolean alive = true;

        @Actor
        public void registrar() {
            if (alive) {
                key.set("owner");
            }
        }

        @Actor
        public void killer() {
            alive = false;
            key.set(null);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = key.get() == null ? "nothing" : "stale";
        }
    }

    /// The end of a holder clears its key, whoever has it by then.
    @JCStressTest
    @Outcome(id = "taken and found", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The end of the old holder took the new one's entry.")
    @State
    public static class ClearsWhoeverIsThere {
        private final AtomicReference<String> key = new AtomicReference<>("holder");
        private volatile boolean alive = true;
        private boolean taken;

        @Actor
        public void registrar() {
            while (alive) {
                Thread.onSpinWait(); // as one that is told of the death
            }
            taken = key.compareAndSet("holder", "next") || key.compareAndSet(null, "next");
        }

        @Actor
        public void killer() {
            alive = false;
            key.set(null);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = taken && "next".equals(key.get()) ? "taken and found" : "lost";
        }
    }
}
