package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// What is done to pools and clients, at random; by one thread.
final class Strikes {
    private static final int PERCENT = 100;
    private static final int MOST_WORKERS = 8;
    private static final int MOST_THINGS = 8;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Pools pools;
    private final Clients clients;
    private final SplittableRandom random;
    private final Map<Client.Phase, Long> kills = new EnumMap<>(Client.Phase.class);
    private long workersKilled;
    private long interrupts;
    private long resizes;

    Strikes(Pools pools, Clients clients, long seed) {
        this.pools = pools;
        this.clients = clients;
        this.random = new SplittableRandom(seed);
    }

    /// Strikes every millisecond or so until `end`.
    void until(long end) {
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
            strike(random.nextInt(PERCENT));
        }
    }

    private void strike(int choice) {
        if (choice < 40) {
            killWorker();
        } else if (choice < 75) {
            Client.Phase phase = phase();
            if (clients.kill(phase, random)) {
                kills.merge(phase, 1L, Long::sum);
            }
        } else if (choice < 90) {
            interrupts += clients.interrupt(phase(), random) ? 1 : 0;
        } else if (choice < 96) {
            anyTasks().pool.resize(random.nextInt(MOST_WORKERS) + 1);
            resizes++;
        } else {
            pools.things
                    .get(random.nextInt(pools.things.size()))
                    .pool
                    .resize(random.nextInt(MOST_THINGS) + 1, random.nextInt(MOST_THINGS / 2));
            resizes++;
        }
    }

    private Client.Phase phase() {
        Client.Phase[] all = Client.Phase.values();
        return all[random.nextInt(all.length)];
    }

    private TaskBook anyTasks() {
        return pools.tasks.get(random.nextInt(pools.tasks.size()));
    }

    private void killWorker() {
        List<Pid> workers = anyTasks().pool.workers();
        if (!workers.isEmpty()) {
            workers.get(random.nextInt(workers.size())).exit(ExitReason.kill());
            workersKilled++;
        }
    }

    /// Counts, for people.
    String line() {
        return "%d workers killed, %d clients interrupted, %d resizes; clients killed: %s"
                .formatted(
                        workersKilled,
                        interrupts,
                        resizes,
                        kills.entrySet().stream()
                                .map(e -> e.getValue() + " " + text(e.getKey()))
                                .collect(Collectors.joining(", ")));
    }

    private static String text(Client.Phase phase) {
        return phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
