package io.trunkline.engine.internal.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Overflow;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// L1 to L3: what mailboxes with a limit promise.
public final class LimitedMailboxStress {
    private LimitedMailboxStress() {}

    private static LimitedMailbox bounded(int capacity) {
        return new BoundedMailbox(capacity, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);
    }

    private static LimitedMailbox ring(int capacity) {
        return new RingMailbox(capacity, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);
    }

    /// Two senders and room for one.
    @JCStressTest
    @Outcome(id = "one admitted", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Room refused, or given twice.")
    @State
    public static class OfferAgainstOffer {
        private final LimitedMailbox mailbox = bounded(1);
        private boolean first;
        private boolean second;

        @Actor
        public void sender1() {
            first = mailbox.offer("first");
        }

        @Actor
        public void sender2() {
            second = mailbox.offer("second");
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = first != second && mailbox.size() == 1 ? "one admitted" : first + ", " + second;
        }
    }

    /// A full mailbox: the offer comes before the take or after it, and room is what is left.
    @JCStressTest
    @Outcome(
            id = {"admitted", "refused"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "The count and what waits have parted.")
    @State
    public static class OfferAgainstTake {
        private final LimitedMailbox mailbox = bounded(1);
        private boolean admitted;
        private Object taken;

        public OfferAgainstTake() {
            mailbox.offer("first");
        }

        @Actor
        public void sender() {
            admitted = mailbox.offer("second");
        }

        @Actor
        public void consumer() {
            taken = mailbox.relaxedPoll();
        }

        @Arbiter
        public void verdict(L_Result r) {
            boolean right =
                    "first".equals(taken)
                            && mailbox.hasRoom() == !admitted
                            && (admitted ? "second" : null) == mailbox.relaxedPoll();
            r.r1 = (admitted ? "admitted" : "refused") + (right ? "" : ", wrong");
        }
    }

    /// A message that the consumer and an evicting sender both want.
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A message lost, doubled or overtaken.")
    @State
    public static class EvictAgainstTake {
        private final LimitedMailbox mailbox = new EvictingMailbox(2);
        private String evicted = "";
        private String taken = "";

        public EvictAgainstTake() {
            mailbox.offerSignal("0");
            mailbox.offer("1");
            mailbox.offer("2");
        }

        @Actor
        public void sender() {
            while (!mailbox.offer("3")) {
                Object oldest = mailbox.evict();
                evicted += oldest == null ? "" : oldest;
            }
        }

        @Actor
        public void consumer() {
            take();
            take();
        }

        @Arbiter
        public void verdict(L_Result r) {
            while (!mailbox.isEmpty()) {
                take();
            }
            r.r1 =
                    switch (taken + " " + evicted) {
                        case "023 1", "0123 ", "013 2" -> "each once";
                        default -> "taken " + taken + ", evicted " + evicted;
                    };
        }

        private void take() {
            Object message = mailbox.relaxedPoll();
            taken += message == null ? "" : message;
        }
    }

    /// A signal between two messages of its sender, through a ring.
    @JCStressTest
    @Outcome(id = "in order", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A signal overtook, or was overtaken.")
    @State
    public static class SignalThroughRing {
        private final LimitedMailbox mailbox = ring(4);
        private String taken = "";

        @Actor
        public void sender() {
            mailbox.offer("1");
            mailbox.offerSignal("2");
            mailbox.offer("3");
        }

        @Actor
        public void consumer() {
            take();
            take();
            take();
        }

        @Arbiter
        public void verdict(L_Result r) {
            while (!mailbox.isEmpty()) {
                take();
            }
            r.r1 = taken.equals("123") ? "in order" : taken;
        }

        private void take() {
            Object message = mailbox.relaxedPoll();
            taken += message == null ? "" : message;
        }
    }

    /// A sender that is about to wait, and the take that makes room.
    @JCStressTest
    @Outcome(
            id = {"sees room", "is woken", "both"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It sleeps beside room.")
    @State
    public static class WaitAgainstTake {
        private final Waiter waiter = new Waiter(bounded(2));

        @Actor
        public void sender() {
            waiter.look();
        }

        @Actor
        public void consumer() {
            waiter.mailbox.relaxedPoll();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = waiter.verdict();
        }
    }

    /// As `WaitAgainstTake`, for a ring.
    @JCStressTest
    @Outcome(
            id = {"sees room", "is woken", "both"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It sleeps beside room.")
    @State
    public static class WaitAgainstTakeFromRing {
        private final Waiter waiter = new Waiter(ring(2));

        @Actor
        public void sender() {
            waiter.look();
        }

        @Actor
        public void consumer() {
            waiter.mailbox.relaxedPoll();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = waiter.verdict();
        }
    }

    /// A sender that is about to wait, and the end of the receiver.
    @JCStressTest
    @Outcome(
            id = {"sees room", "is woken", "both"},
            expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "It waits for a dead process.")
    @State
    public static class WaitAgainstDeath {
        private final Waiter waiter = new Waiter(bounded(2));

        @Actor
        public void sender() {
            waiter.look();
        }

        @Actor
        public void killer() {
            waiter.dead = true;
            waiter.mailbox.wakeAll();
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = waiter.verdict();
        }
    }

    /// A sender at a full mailbox, up to where it would park.
    private static final class Waiter {
        final LimitedMailbox mailbox;
        volatile boolean dead;
        private boolean met;

        Waiter(LimitedMailbox mailbox) {
            this.mailbox = mailbox;
            mailbox.offer("1");
            mailbox.offer("2");
        }

        void look() {
            mailbox.enter(Thread.currentThread());
            met = mailbox.hasRoom() || dead;
        }

        String verdict() {
            boolean woken = !mailbox.wakeOne();
            if (met) {
                return woken ? "both" : "sees room";
            }
            return woken ? "is woken" : "sleeps";
        }
    }
}
