package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// As many clients as were asked for, at any time: who ends is replaced. A quarter each are
/// platform threads, virtual threads, threaded processes and servers.
final class Clients {
    private static final int SORTS = 4;
    private static final String THREAD = "chaos-client-";

    private final Node node;
    private final Pools pools;
    private final long seed;
    private final AtomicReferenceArray<@Nullable Life> lives;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final LongAdder begun = new LongAdder();
    private volatile boolean stopped;

    /// A client and what to strike it by.
    private record Life(Client client, @Nullable Thread thread, @Nullable Pid pid) {}

    Clients(Node node, Pools pools, int count, long seed) {
        this.node = node;
        this.pools = pools;
        this.seed = seed;
        this.lives = new AtomicReferenceArray<>(count);
        for (int i = 0; i < count; i++) {
            begin(i);
        }
    }

    private void begin(int number) {
        begun.increment();
        Client client =
                new Client(
                        number,
                        pools,
                        new SplittableRandom(seed * 31 + begun.sum() * lives.length() + number));
        Life life =
                switch (number % SORTS) {
                    case 0 -> thread(client, Thread.ofPlatform());
                    case 1 -> thread(client, Thread.ofVirtual());
                    case 2 -> new Life(client, null, node.spawn(self -> live(client)));
                    default -> {
                        Pid pid = node.start(new Server(client)).pid();
                        pid.cast(Server.TURN);
                        yield new Life(client, null, pid);
                    }
                };
        lives.set(number, life);
    }

    private Life thread(Client client, Thread.Builder builder) {
        Thread thread =
                builder.name(THREAD + client.number)
                        .unstarted(() -> {
                            live(client);
                            threads.remove(Thread.currentThread());
                        });
        threads.add(thread);
        thread.start();
        return new Life(client, thread, null);
    }

    private void live(Client client) {
        boolean more = true;
        while (more && !stopped) {
            more = client.turn();
        }
        if (!more) {
            replace(client);
        }
    }

    /// Has another take the place of a client that ends, if none has.
    private void replace(Client client) {
        if (!stopped && client.leavesPlace()) {
            begin(client.number);
        }
    }

    /// A client that is scheduled: a turn a message.
    private final class Server extends GenServer<Object, Client> {
        static final Object TURN = "turn";

        private final Client client;

        Server(Client client) {
            this.client = client;
        }

        @Override
        protected Init<Client> init() {
            return ok(client);
        }

        @Override
        protected Outcome<Client> handleCast(Object message, Client state) {
            boolean more = state.turn();
            if (stopped || !more) {
                if (!more) {
                    replace(state);
                }
                return stop(ExitReason.normal(), state);
            }
            self().pid().cast(TURN);
            return noReply(state);
        }
    }

    // --- striking them ---

    /// Kills one that is a process and in this phase.
    ///
    /// @return whether there was one
    boolean kill(Client.Phase phase, SplittableRandom random) {
        Life life = find(phase, random, true);
        if (life == null || life.pid() == null) {
            return false;
        }
        life.client().die();
        life.pid().exit(ExitReason.kill());
        replace(life.client());
        return true;
    }

    /// Interrupts one that is a thread and in this phase.
    ///
    /// @return whether there was one
    boolean interrupt(Client.Phase phase, SplittableRandom random) {
        Life life = find(phase, random, false);
        if (life == null || life.thread() == null) {
            return false;
        }
        life.thread().interrupt();
        return true;
    }

    private @Nullable Life find(Client.Phase phase, SplittableRandom random, boolean process) {
        int first = random.nextInt(lives.length());
        for (int i = 0; i < lives.length(); i++) {
            Life life = lives.get((first + i) % lives.length());
            if (life != null
                    && (life.pid() != null) == process
                    && !life.client().isDead()
                    && life.client().phase() == phase) {
                return life;
            }
        }
        return null;
    }

    // --- the end ---

    void stop() {
        stopped = true;
    }

    /// Waits until no thread of a client is left.
    ///
    /// @return how many are
    int awaitEnd(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!threads.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return threads.size();
    }

    /// How many there were in all.
    long begun() {
        return begun.sum();
    }
}
