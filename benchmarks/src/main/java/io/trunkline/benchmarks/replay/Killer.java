package io.trunkline.benchmarks.replay;

import io.trunkline.examples.gateway.ChaosMonkey;
import io.trunkline.examples.gateway.Gateway;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Kills processes of a gateway at random times, on a thread of its own, until it is closed. The
/// times between two kills are exponential: some fall together.
public final class Killer implements AutoCloseable {
    private final ChaosMonkey monkey;
    private final SplittableRandom times;
    private final double nanosPerKill;
    private final LongSupplier clock;
    private final Map<String, Long> kills = new TreeMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /// @param start the moment to begin, by the gateway's clock
    public Killer(Gateway gateway, ChaosOptions options, long start) {
        monkey = new ChaosMonkey(gateway, options.seed());
        times = new SplittableRandom(options.seed());
        nanosPerKill = 1e9 / options.killsPerSecond();
        clock = gateway.clock()::nanoTime;
        thread = Thread.ofPlatform().daemon().name("gateway-chaos").start(() -> run(start));
    }

    private void run(long start) {
        for (long next = start; !closed; ) {
            long left = next - clock.getAsLong();
            if (left > 0) {
                LockSupport.parkNanos(left);
            } else {
                monkey.strike().ifPresent(victim -> kills.merge(victim, 1L, Long::sum));
                next += (long) (-Math.log(1 - times.nextDouble()) * nanosPerKill);
            }
        }
    }

    /// How often each was killed. Only after it was closed.
    public Map<String, Long> kills() {
        return Map.copyOf(kills);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
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
