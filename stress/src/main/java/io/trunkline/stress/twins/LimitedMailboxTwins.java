package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.internal.mailbox.Mailbox;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Twins of `LimitedMailboxStress` and of `SendAgainstPark`.
public final class LimitedMailboxTwins {
    private LimitedMailboxTwins() {}

    /// Room is looked for, and then taken.
    @JCStressTest
    @Outcome(id = "one admitted", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Room given twice.")
    @State
    public static class AdmitsByStore {
        private volatile int admitted;
        private boolean first;
        private boolean second;

        @Actor
        public void sender1() {
            first = admit();
        }

        @Actor
        public void sender2() {
            second = admit();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first != second ? "one admitted" : first + ", " + second;
        }

        private boolean admit() {
            int before = admitted;
            if (before >= 1) {
                return false;
            }
            admitted = before + 1;
            return true;
        }
    }

    /// The sender that evicts polls beside the consumer.
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A message lost or doubled.")
    @State
    public static class EvictsWithoutLock {
        private final Mailbox mailbox = new UnboundedMailbox();
        private Object evicted;
        private Object taken;

        public EvictsWithoutLock() {
            mailbox.offer("1");
            mailbox.offer("2");
        }

        @Actor
        public void sender() {
            evicted = mailbox.relaxedPoll();
        }

        @Actor
        public void consumer() {
            taken = mailbox.relaxedPoll();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 =
                    evicted != null && taken != null && evicted != taken
                            ? "each once"
                            : "taken " + taken + ", evicted " + evicted;
        }
    }

    /// Room is made by a release store, which the look at who waits may overtake.
    @JCStressTest
    @Outcome(id = "goes on", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It sleeps beside room.")
    @State
    public static class RoomNotOrdered {
        private static final VarHandle TAKEN;

        static {
            try {
                TAKEN =
                        MethodHandles.lookup()
                                .findVarHandle(RoomNotOrdered.class, "taken", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile int taken;
        private volatile boolean waiting;
        private boolean seen;
        private boolean woken;

        @Actor
        public void sender() {
            waiting = true;
            seen = taken == 1;
        }

        @Actor
        public void consumer() {
            TAKEN.setRelease(this, 1);
            woken = waiting;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = seen || woken ? "goes on" : "sleeps";
        }
    }

    /// The sender looks whether the receiver is dead, and then says that it waits.
    @JCStressTest
    @Outcome(id = "goes on", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It waits for a dead process.")
    @State
    public static class EntersTooLate {
        private volatile boolean dead;
        private volatile boolean waiting;
        private boolean seen;
        private boolean woken;

        @Actor
        public void sender() {
            seen = dead;
            waiting = true;
        }

        @Actor
        public void killer() {
            dead = true;
            woken = waiting;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = seen || woken ? "goes on" : "sleeps";
        }
    }

    /// The thread of a pinned process parks without a second look.
    @JCStressTest
    @Outcome(id = "awake", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It parks beside a message.")
    @State
    public static class ParksWithoutLook {
        private final Mailbox mailbox = new UnboundedMailbox();
        private volatile boolean idle;
        private boolean parks;
        private boolean woken;

        @Actor
        public void pinned() {
            if (mailbox.isEmpty()) {
                idle = true;
                parks = true;
            }
        }

        @Actor
        public void sender() {
            mailbox.offer("message");
            woken = idle;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = parks && !woken ? "asleep" : "awake";
        }
    }
}
