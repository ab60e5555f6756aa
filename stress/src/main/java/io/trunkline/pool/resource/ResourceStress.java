package io.trunkline.pool.resource;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;
import java.util.ArrayDeque;

/// What races in a pool: the stack against itself and against its guard, the ends of a lease, and a
/// checkout against the death of who makes it.
public final class ResourceStress {
    private ResourceStress() {}

    /// Ends with the JVM.
    private static final Node NODE = Node.start();

    private static final Pid PID = NODE.self().pid();

    /// A pool's core that nobody runs, to make slots and a stack of.
    static class Stand {
        final PoolCore<String> core =
                new PoolCore<>(
                        NODE, ResourceSpec.<String>resource(() -> "r", r -> {}).size(3).settings());
        final Slot<String>[] slots = slots();
        final IdleStack<String> stack = new IdleStack<>(slots);

        Stand(int idle) {
            ArrayDeque<Slot<String>> from = new ArrayDeque<>();
            for (int i = 0; i < idle; i++) {
                from.add(slots[i]);
            }
            stack.release(from);
        }

        @SuppressWarnings("unchecked") // an array of nothing else
        private Slot<String>[] slots() {
            Slot<String>[] made = (Slot<String>[]) new Slot<?>[3];
            for (int i = 0; i < made.length; i++) {
                made[i] = new Slot<>(core, i);
            }
            return made;
        }

        /// How many slots are idle, each of them once; -1 if one is there twice.
        int idle() {
            ArrayDeque<Slot<String>> all = new ArrayDeque<>();
            stack.guard(all);
            return all.stream().distinct().count() == all.size() ? all.size() : -1;
        }
    }

    /// I2: what is pushed while the guard is set is taken by it, or refused.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "guard -> push")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "push -> guard")
    @Outcome(expect = FORBIDDEN, desc = "The slot is lost, or in two places.")
    @State
    public static class PushAgainstGuard extends Stand {
        private final ArrayDeque<Slot<String>> taken = new ArrayDeque<>();
        private boolean refused;

        public PushAgainstGuard() {
            super(0);
        }

        @Actor
        public void push() {
            refused = !stack.push(slots[0]);
        }

        @Actor
        public void guard() {
            stack.guard(taken);
        }

        @Arbiter
        public void verdict(II_Result r) {
            r.r1 = taken.size();
            r.r2 = refused ? 1 : 0;
        }
    }

    /// I3: one takes two and gives the first back, so that the top is what it was; the other, in
    /// the middle of a pop, must not be deceived.
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A slot is lost, or idle and taken.")
    @State
    public static class PopAgainstPopPopPush extends Stand {
        private Slot<String> one;
        private Slot<String> kept;

        public PopAgainstPopPopPush() {
            super(3);
        }

        @Actor
        public void pop() {
            one = stack.pop();
        }

        @Actor
        public void popPopPush() {
            Slot<String> first = stack.pop();
            kept = stack.pop();
            stack.push(first);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = one == kept ? "both have it" : idle();
        }
    }

    /// P4: a lease ends once.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Given back twice, or lost.")
    @State
    public static class EndAgainstEnd extends Stand {
        private final Lease<String> lease = slots[0].lend("r", Thread.currentThread());

        public EndAgainstEnd() {
            super(0);
        }

        @Actor
        public void one(II_Result r) {
            r.r1 = slots[0].end(lease) ? 1 : 0;
        }

        @Actor
        public void other(II_Result r) {
            r.r2 = slots[0].end(lease) ? 1 : 0;
        }
    }

    /// A process that checks out while it dies: it finds out, or who buries it finds the lease.
    @JCStressTest
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "one of them takes it back")
    @Outcome(expect = FORBIDDEN, desc = "Nobody does, or both.")
    @State
    public static class CheckoutAgainstDeath extends Stand {
        private final ProcessOwner owner = new ProcessOwner(core, PID);

        public CheckoutAgainstDeath() {
            super(0);
        }

        @Actor
        public void checkout(II_Result r) {
            Lease<String> lease = slots[0].lend("r", owner);
            r.r1 = owner.isDead() && slots[0].end(lease) ? 1 : 0;
        }

        @Actor
        public void death(II_Result r) {
            owner.died();
            Lease<String> lease = slots[0].lease();
            r.r2 = lease != null && slots[0].end(lease) ? 1 : 0;
        }
    }

    /// A checkin against a checkout whose time is up: the resource is lent, or it is idle.
    @JCStressTest
    @Outcome(
            id = {"lent", "idle"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The resource is lost, or somebody waits beside it.")
    @State
    public static class CheckinAgainstTimeout {
        private final ResourcePool<String> pool =
                ResourcePool.start(NODE, ResourceSpec.<String>resource(() -> "r", r -> {}).size(1));
        private final Lease<String> held = pool.checkout();
        private boolean lent;

        @Actor
        public void checkin() {
            held.close();
        }

        @Actor
        public void checkout() {
            try {
                pool.checkout(Duration.ofNanos(2_000));
                lent = true;
            } catch (CheckoutTimeout e) {
                lent = false;
            }
        }

        @Arbiter
        public void verdict(L_Result r) {
            ResourceSnapshot end = pool.snapshot();
            boolean fits = end.inUse() == (lent ? 1 : 0) && end.idle() == (lent ? 0 : 1);
            r.r1 = !fits || end.waiting() > 0 ? end.toString() : lent ? "lent" : "idle";
            pool.pid().exit(ExitReason.kill());
        }
    }
}
