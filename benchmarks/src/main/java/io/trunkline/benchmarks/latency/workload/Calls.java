package io.trunkline.benchmarks.latency.workload;

import io.trunkline.benchmarks.messaging.Counter;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;

/// `call` and `call-on-runner`: calls to a counter, which the calling thread runs itself, or which
/// answers from a runner while the calling thread goes on.
final class Calls implements Workload {
    private final Node node = Node.start();
    private final Pid counter;
    private final boolean waits;
    private final Completions completions;

    private Calls(boolean waits, Completions completions) {
        var options = StartOptions.defaults().withCallerRuns(waits);
        this.counter = node.start(new Counter(), options).pid();
        this.waits = waits;
        this.completions = completions;
    }

    static Workload toIdleServer(Completions completions) {
        return new Calls(true, completions);
    }

    static Workload toServerOnRunner(Completions completions) {
        return new Calls(false, completions);
    }

    @Override
    public void start(long number, long intended) {
        if (waits) {
            counter.call(Counter.INCREMENT);
            completions.done(intended);
        } else {
            var _ = counter.ask(Counter.INCREMENT).thenRun(() -> completions.done(intended));
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
