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
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.L_Result;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;

/// What races in a pool: the stack and the ring against themselves and against their guard, the
/// ends of a lease, and a checkout against the death of who makes it.
public final class ResourceStress {
    private ResourceStress() {}

    /// Ends with the JVM.
    private static final Node NODE = Node.start();

    private static final Pid PID = NODE.self().pid();

    /// A pool's core that nobody runs, to make slots and a path of.
    static class Stand {
        final PoolCore<String> core;
        final Slot<String>[] slots;
        final IdlePath<String> path;

        Stand(IdleOrder order, int idle) {
            core =
                    new PoolCore<>(
                            NODE,
                            ResourceSpec.<String>resource(() -> "r", r -> {})
                                    .size(3)
                                    .order(order)
                                    .settings());
            slots = core.slots();
            path = core.idlePath;
            ArrayDeque<Slot<String>> from = new ArrayDeque<>();
            for (int i = 0; i < idle; i++) {
                from.add(slots[i]);
            }
            path.release(from);
        }

        /// How many slots are idle, each of them once; -1 if one is there twice.
        int idle() {
            ArrayDeque<Slot<String>> all = new ArrayDeque<>();
            path.guard(all);
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
            super(IdleOrder.LIFO, 0);
        }

        @Actor
        public void push() {
            refused = !path.push(slots[0]);
        }

        @Actor
        public void guard() {
            path.guard(taken);
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
            super(IdleOrder.LIFO, 3);
        }

        @Actor
        public void pop() {
            one = path.pop();
        }

        @Actor
        public void popPopPush() {
            Slot<String> first = path.pop();
            kept = path.pop();
            path.push(first);
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = one == kept ? "both have it" : idle();
        }
    }

    /// R1: as I2.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "guard -> push")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "push -> guard")
    @Outcome(expect = FORBIDDEN, desc = "The slot is lost, or in two places.")
    @State
    public static class RingPushAgainstGuard extends Stand {
        private final ArrayDeque<Slot<String>> taken = new ArrayDeque<>();
        private boolean refused;

        public RingPushAgainstGuard() {
            super(IdleOrder.FIFO, 0);
        }

        @Actor
        public void push() {
            refused = !path.push(slots[0]);
        }

        @Actor
        public void guard() {
            path.guard(taken);
        }

        @Arbiter
        public void verdict(II_Result r) {
            r.r1 = taken.size();
            r.r2 = refused ? 1 : 0;
        }
    }

    /// R2: who has a turn gets a slot, also when its push is under way.
    @JCStressTest
    @Outcome(
            id = {"popped, 0", "none, 1"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The slot is lost, or in two places.")
    @State
    public static class RingPushAgainstPop extends Stand {
        private Slot<String> popped;

        public RingPushAgainstPop() {
            super(IdleOrder.FIFO, 0);
        }

        @Actor
        public void push() {
            path.push(slots[0]);
        }

        @Actor
        public void pop() {
            popped = path.pop();
        }

        @Arbiter
        public void verdict(LI_Result r) {
            r.r1 = popped == slots[0] ? "popped" : popped == null ? "none" : "another";
            r.r2 = idle();
        }
    }

    /// R3: each takes and gives back, twice, so that the ring of four goes round.
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A slot is lost, or in two places.")
    @State
    public static class RingGoesRound extends Stand {
        public RingGoesRound() {
            super(IdleOrder.FIFO, 3);
        }

        @Actor
        public void one() {
            path.push(path.pop());
            path.push(path.pop());
        }

        @Actor
        public void other() {
            path.push(path.pop());
            path.push(path.pop());
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = idle();
        }
    }

    /// R4: the ring grows while a slot is on its way.
    @JCStressTest
    @Outcome(id = "3", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A slot is lost, or in two places.")
    @State
    public static class RingGrows extends Stand {
        private Slot<String> popped;

        public RingGrows() {
            super(IdleOrder.FIFO, 3);
        }

        @Actor
        public void pop() {
            popped = path.pop();
        }

        @Actor
        public void grow() {
            ArrayDeque<Slot<String>> idle = new ArrayDeque<>();
            path.guard(idle);
            path.grow(Arrays.copyOf(slots, 9));
            path.release(idle);
        }

        @Arbiter
        public void verdict(I_Result r) {
            r.r1 = popped == null || path.push(popped) ? idle() : -2;
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
            super(IdleOrder.LIFO, 0);
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
            super(IdleOrder.LIFO, 0);
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
