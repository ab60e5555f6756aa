package io.trunkline.benchmarks.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Measures workloads one after another until it is done or stopped. For one run; [#stop] may be
/// called by any thread.
public final class Comparison {
    private static final long RETRY_MILLIS = 50;

    private final List<Workload> workloads;
    private final Instrument instrument;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    public Comparison(List<Workload> workloads, Instrument instrument) {
        this.workloads = List.copyOf(workloads);
        this.instrument = instrument;
    }

    /// Measures in the calling thread. A workload that a stop cuts short is not among the findings.
    ///
    /// @param each is given what was found about a workload as soon as all of it is known
    /// @return false if it was stopped before all was measured
    public boolean run(Consumer<Findings> each) {
        try {
            for (Workload workload : workloads) {
                Finding ours = instrument.measure(workload, workload.ours());
                Map<Peer, Finding> peers = new EnumMap<>(Peer.class);
                for (var peer : workload.peers().entrySet()) {
                    if (stopped) {
                        return false;
                    }
                    peers.put(peer.getKey(), instrument.measure(workload, peer.getValue()));
                }
                if (stopped) {
                    return false;
                }
                each.accept(new Findings(workload, ours, peers));
            }
            return true;
        } catch (RuntimeException failure) {
            if (stopped) {
                return false; // what was running was ended, in the middle of whatever it did
            }
            throw failure;
        } finally {
            ended.countDown();
        }
    }

    /// Ends the run soon, and the programs and JVMs that it has started with it. Blocks until then.
    public void stop() {
        stopped = true;
        try {
            do {
                // What is being started now is seen the next time.
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            } while (!ended.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
