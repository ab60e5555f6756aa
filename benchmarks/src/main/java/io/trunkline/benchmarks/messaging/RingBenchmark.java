package io.trunkline.benchmarks.messaging;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.time.Duration;

/// `ring-1000`: one token goes round a ring of servers. The time is per hop.
public class RingBenchmark extends MessagingBenchmark {
    private static final int MEMBERS = 1_000;
    private static final int HOPS = 10 * MEMBERS;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Says who comes next; answered at once.
    record Precede(Pid next) implements Request {}

    /// Sends a token; answered when it has made its hops.
    record Launch(int hops) implements Request {}

    sealed interface Request extends Call<Boolean> {}

    record Token(int left, From done) {}

    /// Passes tokens on. Its state is who comes next: itself, to begin with.
    static final class Member extends GenServer<Request, Pid> {
        @Override
        protected Init<Pid> init() {
            return ok(self().pid());
        }

        @Override
        protected Outcome<Pid> handleCall(Request request, From from, Pid next) {
            return switch (request) {
                case Precede(Pid other) -> reply(true, other);
                case Launch(int hops) -> {
                    next.send(new Token(hops - 1, from));
                    yield noReply(next);
                }
            };
        }

        @Override
        protected Outcome<Pid> handleInfo(Object message, Pid next) {
            Token token = (Token) message;
            if (token.left() > 0) {
                next.send(new Token(token.left() - 1, token.done()));
            } else {
                token.done().reply(true);
            }
            return noReply(next);
        }
    }

    @State(Scope.Benchmark)
    public static class Ring {
        private Node node;
        Pid first;

        @Setup
        public void start() {
            node = Node.start();
            first = node.start(new Member()).pid();
            Pid last = first;
            for (int i = 1; i < MEMBERS; i++) {
                Pid next = node.start(new Member()).pid();
                last.call(new Precede(next));
                last = next;
            }
            last.call(new Precede(first));
        }

        @TearDown
        public void close() {
            node.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public boolean ring1000(Ring ring) {
        return ring.first.ask(new Launch(HOPS), PATIENCE).join();
    }
}
