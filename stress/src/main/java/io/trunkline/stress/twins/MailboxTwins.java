package io.trunkline.stress.twins;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Twins of `MailboxStress`.
public final class MailboxTwins {
    private MailboxTwins() {}

    private static final class Node {
        final int content;
        volatile Node next;

        Node(int content) {
            this.content = content;
        }
    }

    /// Two senders find the end by a look and a store.
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE)
    @Outcome(expect = FORBIDDEN, desc = "A message is lost.")
    @State
    public static class OffersByStore {
        private final Node head = new Node(0);
        private volatile Node tail = head;

        @Actor
        public void sender1() {
            offer(new Node(1));
        }

        @Actor
        public void sender2() {
            offer(new Node(2));
        }

        @Arbiter
        public void verdict(L_Result r) {
            int count = 0;
            for (Node node = head.next; node != null; node = node.next) {
                count++;
            }
            r.r1 = count;
        }

        private void offer(Node node) {
            Node before = tail;
            tail = node;
            before.next = node;
        }
    }

    /// The offer is no fence, so the sender's look at the sleeper may come before it.
    @JCStressTest
    @Outcome(id = "seen", expect = ACCEPTABLE)
    @Outcome(id = "neither sees", expect = FORBIDDEN, desc = "Lost wake-up.")
    @State
    public static class OfferIsNoFence {
        private static final VarHandle TAIL;

        static {
            try {
                TAIL =
                        MethodHandles.lookup()
                                .findVarHandle(OfferIsNoFence.class, "tail", Node.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private volatile Node tail;
        private volatile boolean asleep;
        private boolean sleeperSeen;
        private boolean messageSeen;

        @Actor
        public void sender() {
            TAIL.setRelease(this, new Node(1));
            sleeperSeen = asleep;
        }

        @Actor
        public void consumer() {
            asleep = true;
            messageSeen = tail != null;
        }

        @Arbiter
        public void verdict(L_Result r) {
            r.r1 = sleeperSeen || messageSeen ? "seen" : "neither sees";
        }
    }
}
