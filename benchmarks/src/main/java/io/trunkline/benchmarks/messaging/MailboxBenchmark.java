package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.MailboxSpec;
import io.trunkline.engine.Node;
import io.trunkline.engine.Overflow;
import io.trunkline.engine.Self;
import io.trunkline.engine.internal.mailbox.BoundedMailbox;
import io.trunkline.engine.internal.mailbox.LimitedMailbox;
import io.trunkline.engine.internal.mailbox.RingMailbox;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;

import org.jctools.queues.varhandle.unpadded.MpscLinkedVarHandleUnpaddedQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// `mailbox-send`: what a send costs its sender while the receiver is busy, beside the bare queue.
///
/// The thread sends to its own implicit process, which is busy by definition, and empties the
/// mailbox itself after each invocation, untimed: no other core has the queue in its cache.
public class MailboxBenchmark extends MessagingBenchmark {
    private static final int BATCH = 10_000;
    private static final Object MESSAGE = "message";

    @State(Scope.Thread)
    public static class Process {
        private Node node;
        Self self;

        @Setup
        public void start() {
            node = Node.start();
            self = node.self();
        }

        @TearDown(Level.Invocation)
        public void empty() {
            while (self.receive(Duration.ZERO).isPresent()) {}
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    @State(Scope.Thread)
    public static class Mailbox {
        final UnboundedMailbox mailbox = new UnboundedMailbox();

        @TearDown(Level.Invocation)
        public void empty() {
            while (mailbox.relaxedPoll() != null) {}
        }
    }

    @State(Scope.Thread)
    public static class RawQueue {
        final MpscLinkedVarHandleUnpaddedQueue<Object> queue =
                new MpscLinkedVarHandleUnpaddedQueue<>();

        @TearDown(Level.Invocation)
        public void empty() {
            while (queue.relaxedPoll() != null) {}
        }
    }

    /// Mailboxes with a limit that is not reached.
    @State(Scope.Thread)
    public static class Limited {
        final LimitedMailbox bounded =
                new BoundedMailbox(2 * BATCH, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);
        final LimitedMailbox ring =
                new RingMailbox(1 << 15, Overflow.BLOCK, MailboxSpec.NO_TIMEOUT);

        @TearDown(Level.Invocation)
        public void empty() {
            while (bounded.relaxedPoll() != null || ring.relaxedPoll() != null) {}
        }
    }

    /// Into a bounded mailbox.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mailboxSendBounded(Limited state) {
        for (int i = 0; i < BATCH; i++) {
            state.bounded.offer(MESSAGE);
        }
    }

    /// Into a ring.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mailboxSendRing(Limited state) {
        for (int i = 0; i < BATCH; i++) {
            state.ring.offer(MESSAGE);
        }
    }

    /// Through the pid, as senders do.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mailboxSend(Process process) {
        for (int i = 0; i < BATCH; i++) {
            process.self.pid().send(MESSAGE);
        }
    }

    /// Straight into the mailbox.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mailboxSendOffer(Mailbox state) {
        for (int i = 0; i < BATCH; i++) {
            state.mailbox.offer(MESSAGE);
        }
    }

    /// The peer.
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void mailboxSendRaw(RawQueue state) {
        for (int i = 0; i < BATCH; i++) {
            state.queue.offer(MESSAGE);
        }
    }
}
