package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Well-behaved processes beside those that are measured: servers that answer a call, and pairs
/// that exchange a ping and a pong for each. Only runners run them.
final class Neighbours {
    private static final int SERVERS = 32;
    private static final StartOptions ON_RUNNER = StartOptions.defaults().withCallerRuns(false);

    private final List<Pid> servers = new ArrayList<>();
    private final List<Pid> pingers = new ArrayList<>();

    private record Get() implements Call<Integer> {}

    private record Ping(Pid pinger, From done) {}

    private record Pong(From done) {}

    private static final Get GET = new Get();

    Neighbours(Node node) {
        for (int i = 0; i < SERVERS; i++) {
            servers.add(node.start(new Server(), ON_RUNNER).pid());
            Pid ponger = node.start(new Ponger(), ON_RUNNER).pid();
            pingers.add(node.start(new Pinger(ponger), ON_RUNNER).pid());
        }
    }

    /// Calls a server.
    CompletableFuture<Integer> call(long number, Duration timeout) {
        return servers.get((int) (number % SERVERS)).ask(GET, timeout);
    }

    /// Calls a server that answers after a ping to another and its pong.
    CompletableFuture<Integer> pingPong(long number, Duration timeout) {
        return pingers.get((int) (number % SERVERS)).ask(GET, timeout);
    }

    private static final class Server extends GenServer<Get, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Get request, From from, Integer count) {
            return reply(count, count + 1);
        }
    }

    private static final class Pinger extends GenServer<Get, Integer> {
        private final Pid ponger;

        Pinger(Pid ponger) {
            this.ponger = ponger;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Get request, From from, Integer count) {
            ponger.send(new Ping(self().pid(), from));
            return noReply(count);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer count) {
            ((Pong) message).done().reply(count);
            return noReply(count + 1);
        }
    }

    private static final class Ponger extends GenServer<Get, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer count) {
            Ping ping = (Ping) message;
            ping.pinger().send(new Pong(ping.done()));
            return noReply(count + 1);
        }
    }
}
