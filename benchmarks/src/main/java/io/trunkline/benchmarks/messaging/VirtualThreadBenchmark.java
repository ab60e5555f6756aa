package io.trunkline.benchmarks.messaging;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;

/// The peer of `ping-pong` and `ring-1000` that needs no library: a virtual thread for each member,
/// with an unbounded blocking queue for a mailbox. Times are per round trip and per hop.
public class VirtualThreadBenchmark extends MessagingBenchmark {
    private static final int ROUNDS = 10_000;
    private static final int MEMBERS = 1_000;
    private static final int HOPS = 10 * MEMBERS;

    /// Hops that are left to make; whoever receives none tells that the token has arrived.
    record Token(int left) {}

    /// Members that pass a token on to the next one, the last of them to the first.
    public abstract static class Circle {
        private final int members;
        private final List<BlockingQueue<Token>> mailboxes = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private final BlockingQueue<Token> arrived = new SynchronousQueue<>();

        Circle(int members) {
            this.members = members;
        }

        @Setup
        public void start() {
            for (int i = 0; i < members; i++) {
                mailboxes.add(new LinkedBlockingQueue<>());
            }
            for (int i = 0; i < members; i++) {
                var own = mailboxes.get(i);
                var next = mailboxes.get((i + 1) % members);
                threads.add(Thread.ofVirtual().start(() -> pass(own, next)));
            }
        }

        @TearDown
        public void close() {
            threads.forEach(Thread::interrupt);
        }

        private void pass(BlockingQueue<Token> own, BlockingQueue<Token> next) {
            try {
                while (true) {
                    Token token = own.take();
                    if (token.left() > 0) {
                        next.put(new Token(token.left() - 1));
                    } else {
                        arrived.put(token);
                    }
                }
            } catch (InterruptedException _) {
                // The end of the benchmark.
            }
        }

        Token launch(int hops) throws InterruptedException {
            mailboxes.getFirst().put(new Token(hops));
            return arrived.take();
        }
    }

    @State(Scope.Benchmark)
    public static class Pair extends Circle {
        public Pair() {
            super(2);
        }
    }

    @State(Scope.Benchmark)
    public static class Ring extends Circle {
        public Ring() {
            super(MEMBERS);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public Object pingPongVirtualThreads(Pair pair) throws InterruptedException {
        return pair.launch(2 * ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public Object ring1000VirtualThreads(Ring ring) throws InterruptedException {
        return ring.launch(HOPS);
    }
}
