package io.trunkline.engine.internal.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// What `internal.mailbox` promises about [UnboundedMailbox]: an offer publishes, and is a fence.
public final class MailboxStress {
    private MailboxStress() {}

    static final class Letter {
        int content;

        Letter(int content) {
            this.content = content;
        }
    }

    /// The poll that returns a message sees all that came before its offer.
    @JCStressTest
    @Outcome(id = "poll -> offer", expect = ACCEPTABLE, desc = "Nothing there yet.")
    @Outcome(id = "offer -> poll", expect = ACCEPTABLE, desc = "The whole letter.")
    @Outcome(expect = FORBIDDEN, desc = "A letter without its content.")
    @State
    public static class Publish {
        private final Mailbox mailbox = new UnboundedMailbox();

        @Actor
        public void sender() {
            mailbox.offer(new Letter(1));
        }

        @Actor
        public void consumer(L_Result r) {
            Letter letter = (Letter) mailbox.relaxedPoll();
            r.r1 =
                    letter == null
                            ? "poll -> offer"
                            : letter.content == 1 ? "offer -> poll" : "torn";
        }
    }

    /// Messages of two senders all come, each sender's in order.
    @JCStressTest
    @Outcome(id = "all, in order", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "Messages lost, doubled or overtaken.")
    @State
    public static class TwoSenders {
        private final Mailbox mailbox = new UnboundedMailbox();
        private int seen;
        private int next1 = 1;
        private int next2 = 11;
        private boolean inOrder = true;

        @Actor
        public void sender1() {
            mailbox.offer(new Letter(1));
            mailbox.offer(new Letter(2));
        }

        @Actor
        public void sender2() {
            mailbox.offer(new Letter(11));
            mailbox.offer(new Letter(12));
        }

        @Actor
        public void consumer() {
            take();
            take();
        }

        @Arbiter
        public void rest(L_Result r) {
            while (!mailbox.isEmpty()) {
                take();
            }
            r.r1 = seen == 4 && inOrder ? "all, in order" : "seen=" + seen + ", " + inOrder;
        }

        private void take() {
            Letter letter = (Letter) mailbox.relaxedPoll();
            if (letter != null) {
                seen++;
                inOrder &= letter.content == (letter.content < 10 ? next1++ : next2++);
            }
        }
    }

    /// Store-load on both sides, the shape that parking stands on: the sender offers and then looks
    /// whether the consumer sleeps, the consumer says so and then looks whether there is anything.
    @JCStressTest
    @Outcome(id = "offer -> sleep", expect = ACCEPTABLE, desc = "The consumer sees the message.")
    @Outcome(id = "sleep -> offer", expect = ACCEPTABLE, desc = "The sender sees the sleeper.")
    @Outcome(id = "both see", expect = ACCEPTABLE, desc = "Both wake it; one of them wins.")
    @Outcome(id = "neither sees", expect = FORBIDDEN, desc = "Lost wake-up.")
    @State
    public static class LookBeforeSleep {
        private final Mailbox mailbox = new UnboundedMailbox();
        private volatile boolean asleep;
        private boolean sleeperSeen;
        private boolean messageSeen;

        @Actor
        public void sender() {
            mailbox.offer("message");
            sleeperSeen = asleep;
        }

        @Actor
        public void consumer() {
            asleep = true;
            messageSeen = !mailbox.isEmpty();
        }

        @Arbiter
        public void verdict(L_Result r) {
            if (messageSeen) {
                r.r1 = sleeperSeen ? "both see" : "offer -> sleep";
            } else {
                r.r1 = sleeperSeen ? "sleep -> offer" : "neither sees";
            }
        }
    }
}
