package io.trunkline.benchmarks.latency.workload;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.WaitStrategy;

/// `pinned-ring`: a message to a process with a thread and a ring of its own, which waits as befits
/// the machine. The operation ends when the message is handled.
final class PinnedRing implements Workload {
    private final Node node = Node.start();
    private final Pid receiver;

    PinnedRing(Completions completions) {
        var wait = WaitStrategy.forProcessors(Runtime.getRuntime().availableProcessors());
        receiver = node.start(() -> new Receiver(completions), StartOptions.pinned(wait)).pid();
    }

    private record Sent(long intended) {}

    /// As little of a process as there can be.
    private record Receiver(Completions completions) implements Behaviour {
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
            throw new UnsupportedOperationException("nobody casts: message=" + message);
        }

        @Override
        public void onMessage(Object message) {
            if (message instanceof Sent(long intended)) {
                completions.done(intended);
            }
        }
    }

    @Override
    public void start(long number, long intended) {
        receiver.send(new Sent(intended));
    }

    @Override
    public void close() {
        node.close();
    }
}
