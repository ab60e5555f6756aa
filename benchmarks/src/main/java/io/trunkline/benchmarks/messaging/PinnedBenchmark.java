package io.trunkline.benchmarks.messaging;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.WaitStrategy;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.Semaphore;

/// `pinned-ring`: one thread sends to a pinned process, beside a Disruptor of the same size with
/// the same wait strategy. An operation ends when everything has been handled; the time is per
/// message.
public class PinnedBenchmark extends MessagingBenchmark {
    private static final int MESSAGES = 100_000;
    private static final int RING = 1024;
    private static final Object MESSAGE = "message";

    /// Counts up to the last message of an operation.
    static final class Tally {
        final Semaphore all = new Semaphore(0);
        private int handled;

        void handle() {
            if (++handled % MESSAGES == 0) {
                all.release();
            }
        }
    }

    /// As little of a process as there can be.
    record Receiver(Tally tally) implements Behaviour {
        @Override
        public Start onStart(Self self) {
            return new Start.Ready();
        }

        @Override
        public void onCall(Object request, From from) {
            throw new UnsupportedOperationException("nobody calls: request=" + request);
        }

        @Override
        public void onCast(Object message) {
            tally.handle();
        }

        @Override
        public void onMessage(Object message) {
            tally.handle();
        }
    }

    @State(Scope.Benchmark)
    public static class Pinned {
        @Param({"BLOCKING", "YIELDING"})
        WaitStrategy wait;

        final Tally tally = new Tally();
        private Node node;
        Pid receiver;

        @Setup
        public void start() {
            node = Node.start();
            receiver = node.start(() -> new Receiver(tally), StartOptions.pinned(wait)).pid();
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    /// What a Disruptor's slot holds.
    static final class Slot {
        @Nullable Object message;
    }

    @State(Scope.Benchmark)
    public static class RawRing {
        @Param({"BLOCKING", "YIELDING"})
        WaitStrategy wait;

        final Tally tally = new Tally();
        private Disruptor<Slot> disruptor;
        RingBuffer<Slot> ring;

        @Setup
        public void start() {
            disruptor =
                    new Disruptor<>(
                            Slot::new,
                            RING,
                            Thread.ofPlatform().daemon().factory(),
                            ProducerType.MULTI,
                            switch (wait) {
                                case BUSY_SPIN -> new BusySpinWaitStrategy();
                                case YIELDING -> new YieldingWaitStrategy();
                                case SLEEPING -> new SleepingWaitStrategy();
                                case BLOCKING -> new BlockingWaitStrategy();
                            });
            disruptor.handleEventsWith((slot, sequence, endOfBatch) -> {
                slot.message = null;
                tally.handle();
            });
            ring = disruptor.start();
        }

        @TearDown
        public void close() {
            disruptor.shutdown();
        }
    }

    /// Through the pid.
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void pinnedRing(Pinned state) throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            state.receiver.send(MESSAGE);
        }
        state.tally.all.acquire();
    }

    /// The peer.
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void pinnedRingRaw(RawRing state) throws InterruptedException {
        RingBuffer<Slot> ring = state.ring;
        for (int i = 0; i < MESSAGES; i++) {
            long sequence = ring.next();
            ring.get(sequence).message = MESSAGE;
            ring.publish(sequence);
        }
        state.tally.all.acquire();
    }
}
