package io.trunkline.benchmarks.measure;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Asks the neighbours at a fixed rate, whatever becomes of the answers, and records how long each
/// took from the moment it was meant to be sent: a late sender makes a longer latency, never a
/// missing one.
final class Probe {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Neighbours neighbours;
    private final long interval;

    /// @param rate requests a second
    Probe(Neighbours neighbours, int rate) {
        this.neighbours = neighbours;
        this.interval = 1_000_000_000L / rate;
    }

    /// What was found out in one run.
    static final class Result {
        final Latencies calls = new Latencies();
        final Latencies pingPongs = new Latencies();
        final Latencies firstSecond = new Latencies();

        /// How much later than intended they were sent, by the machine's fault or ours.
        final Latencies sending = new Latencies();

        final AtomicLong failures = new AtomicLong();
        private final AtomicLong pending = new AtomicLong();

        void print(PrintWriter out, String when) {
            out.println("latency in ms, " + when);
            out.println(Latencies.HEADER);
            out.println(calls.line("  calls"));
            out.println(pingPongs.line("  calls with a ping-pong inside"));
            out.println(firstSecond.line("  both, in the first second"));
            out.println(sending.line("  lateness of sending"));
            if (failures.get() > 0) {
                out.println("  failed: " + failures);
            }
            out.println();
            out.flush();
        }
    }

    /// Sends for `duration` and waits for the answers. Blocks the calling thread meanwhile.
    Result run(Duration duration) {
        Result result = new Result();
        long start = System.nanoTime();
        long total = duration.toNanos() / interval;
        for (long i = 0; i < total; i++) {
            long intended = start + i * interval;
            awaitMoment(intended);
            result.sending.record(System.nanoTime() - intended);
            send(i, intended, intended - start < 1_000_000_000L, result);
        }
        while (result.pending.get() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        return result;
    }

    private void send(long number, long intended, boolean early, Result result) {
        boolean call = number % 2 == 0;
        result.pending.incrementAndGet();
        CompletableFuture<Integer> answer =
                call
                        ? neighbours.call(number / 2, PATIENCE)
                        : neighbours.pingPong(number / 2, PATIENCE);
        var _ =
                answer.whenComplete((value, failure) -> {
                    long latency = System.nanoTime() - intended;
                    if (failure != null) {
                        result.failures.incrementAndGet();
                    }
                    (call ? result.calls : result.pingPongs).record(latency);
                    if (early) {
                        result.firstSecond.record(latency);
                    }
                    result.pending.decrementAndGet();
                });
    }

    private static void awaitMoment(long moment) {
        for (long left; (left = moment - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}
