package io.trunkline.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Sends the requests of a timetable, each at its intended time, without waiting for any answer.
///
/// With several threads each sends every n-th request. A thread that is late, because sending took
/// long or it was not scheduled, sends at once what is due, with the intended time as the start:
/// its lateness is part of the latency, and nothing is left out.
public final class OpenLoop {
    /// How many threads may send.
    public static final int MAX_THREADS = 1024;

    /// What a park may oversleep, as a rule: it ends this long before the moment. The rest is spent
    /// yielding, as on a small machine a spinning sender would hold up the service that it
    /// measures.
    private static final Duration SLACK = Duration.ofNanos(60_000);

    private static final long MAX_PARK_NANOS = 20_000_000;

    private final Timetable timetable;
    private final int threads;
    private final LongSupplier clock;
    private final Sender sender;
    private final long slackNanos;
    private final long[] sent;
    private volatile boolean stopped;

    /// Parks between requests, and yields for the last moments.
    ///
    /// @param threads how many send
    /// @param clock of the intended times
    public OpenLoop(Timetable timetable, int threads, LongSupplier clock, Sender sender) {
        this(timetable, threads, clock, sender, SLACK);
    }

    /// @param threads how many send
    /// @param clock of the intended times
    /// @param slack how long before a request's time its thread does not park any more, but yields:
    ///   the longer, the less it is late, and the more of a processor it takes
    public OpenLoop(
            Timetable timetable, int threads, LongSupplier clock, Sender sender, Duration slack) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be in 1.." + MAX_THREADS + ": threads=" + threads);
        }
        this.timetable = timetable;
        this.threads = threads;
        this.clock = clock;
        this.sender = sender;
        this.slackNanos = slack.toNanos();
        sent = new long[threads];
    }

    /// Where requests go.
    @FunctionalInterface
    public interface Sender {
        /// Sends a request; must not wait for its answer.
        ///
        /// @param number of the request in the timetable
        /// @param intended when it was meant to start
        void send(long number, long intended);
    }

    /// Sends everything, unless it is stopped before. Blocks until that is done.
    ///
    /// @param start the moment of offset 0
    /// @return how many requests were sent
    public long run(long start) {
        var failure = new AtomicReference<Throwable>();
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            running.add(
                    Thread.ofPlatform()
                            .name("sender-" + i)
                            .uncaughtExceptionHandler((_, thrown) -> fail(failure, thrown))
                            .start(() -> sent[first] = send(first, start, this::await)));
        }
        running.forEach(OpenLoop::join);
        if (failure.get() != null) {
            throw new IllegalStateException("sender must not throw", failure.get());
        }
        long all = 0;
        for (long some : sent) {
            all += some;
        }
        return all;
    }

    /// Makes the senders stop soon. Idempotent; any thread may call it.
    public void stop() {
        stopped = true;
    }

    /// Sends every request whose number is `first` plus a multiple of the number of threads.
    long send(int first, long start, Pacer pacer) {
        long count = 0;
        for (long number = first; number < timetable.total(); number += threads) {
            long intended = start + timetable.offset(number);
            if (stopped || !pacer.await(intended)) {
                break;
            }
            sender.send(number, intended);
            count++;
        }
        return count;
    }

    private boolean await(long moment) {
        for (long left; (left = moment - clock.getAsLong()) > 0; ) {
            if (stopped) {
                return false;
            }
            if (left > slackNanos) {
                LockSupport.parkNanos(Math.min(left - slackNanos, MAX_PARK_NANOS));
            } else {
                Thread.yield();
            }
        }
        return true;
    }

    private void fail(AtomicReference<Throwable> failure, Throwable thrown) {
        failure.compareAndSet(null, thrown);
        stop();
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
