package io.trunkline.benchmarks.chaos;

import io.trunkline.pool.resource.CheckoutInterrupted;
import io.trunkline.pool.resource.CheckoutTimeout;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.LeaseEnded;
import io.trunkline.pool.resource.PoolClosed;
import io.trunkline.pool.resource.ResourceStartFailed;
import io.trunkline.pool.worker.TaskRejected;
import io.trunkline.pool.worker.Terms;
import io.trunkline.pool.worker.WorkFailed;
import io.trunkline.pool.worker.WorkerTask;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// One life of a client, which uses all pools at random. Confined to its thread or process, but for
/// what is volatile.
final class Client {
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final int KEYS = 3;
    private static final int PER_MILLE = 1000;

    final int number;
    private final Pools pools;
    private final SplittableRandom random;
    private final Job.Key[] keys = new Job.Key[KEYS];

    /// Written by itself, for who looks for somebody to kill.
    private volatile Phase phase = Phase.BETWEEN;

    /// Written before it is killed, or ends with something in hand.
    private volatile boolean dead;

    /// Whether another has taken its place, or is about to.
    private final AtomicBoolean replaced = new AtomicBoolean();

    private boolean done;

    /// What it is about.
    enum Phase {
        BETWEEN,
        SUBMITTING,
        AWAITING,
        CHECKING_OUT,
        HOLDING
    }

    Client(int number, Pools pools, SplittableRandom random) {
        this.number = number;
        this.pools = pools;
        this.random = random;
        for (int i = 0; i < KEYS; i++) {
            keys[i] = new Job.Key();
        }
    }

    Phase phase() {
        return phase;
    }

    boolean isDead() {
        return dead;
    }

    /// By who means to have another in its place; true for the first.
    boolean leavesPlace() {
        return replaced.compareAndSet(false, true);
    }

    void die() {
        dead = true;
    }

    /// Uses a pool once.
    ///
    /// @return whether it means to go on
    boolean turn() {
        try {
            if (random.nextInt(3) > 0) {
                task(pools.tasks.get(random.nextInt(pools.tasks.size())));
            } else {
                resource(pools.things.get(random.nextInt(pools.things.size())));
            }
        } catch (RuntimeException surprise) {
            if (!dead) {
                pools.laws.broken("client " + number + " in " + phase + " met " + surprise);
            }
        }
        phase = Phase.BETWEEN;
        return !done;
    }

    // --- tasks ---

    private void task(TaskBook book) {
        boolean repeatable = random.nextInt(8) == 0;
        Job.Key key = book.keyed && !repeatable ? keys[random.nextInt(KEYS)] : null;
        int slot = book.open(repeatable);
        WorkerTask<Integer> task = submit(book, terms(key, repeatable), slot, key);
        if (task != null) {
            task.toFuture().whenComplete((_, failure) -> book.ended(slot, TaskEnd.of(failure)));
            phase = Phase.AWAITING;
            goOn(task, slot);
        }
    }

    private Terms terms(Job.@Nullable Key key, boolean repeatable) {
        Duration deadline =
                random.nextInt(5) == 0 ? Duration.ofNanos(random.nextLong(1, 4_000_000)) : null;
        return new Terms(key, deadline, repeatable);
    }

    private @Nullable WorkerTask<Integer> submit(
            TaskBook book, Terms terms, int slot, Job.@Nullable Key key) {
        phase = Phase.SUBMITTING;
        boolean known = false;
        try {
            int way = random.nextInt(PER_MILLE);
            WorkerTask<Integer> task =
                    book.pool.submit(new Job(book, slot, key, way, book.blocking), terms);
            known = true;
            return task;
        } catch (TaskRejected refused) {
            known = true;
            book.ended(slot, TaskEnd.of(refused.reason()));
            if (refused.reason() == TaskRejected.Reason.CLOSED) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            return null;
        } finally {
            if (!known) {
                book.ended(slot, TaskEnd.UNKNOWN);
            }
        }
    }

    private void goOn(WorkerTask<Integer> task, int slot) {
        int choice = random.nextInt(10);
        if (choice < 2) {
            return;
        }
        if (choice < 4) {
            for (int spins = random.nextInt(400); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            if (task.cancel(random.nextBoolean())) {
                pools.laws.check(task.isCancelled(), "a task was cancelled and is not");
            }
            return;
        }
        await(task, slot, choice < 6 ? SHORT : PATIENT);
    }

    private void await(WorkerTask<Integer> task, int slot, Duration timeout) {
        try {
            int value = task.await(timeout);
            pools.laws.equal("a task's value", slot, value);
        } catch (WorkFailed.TimedOut late) {
            pools.laws.check(timeout == SHORT || dead, "a task never ended: " + task);
            return;
        } catch (WorkFailed.Interrupted _) {
            boolean cleared = Thread.interrupted();
            pools.laws.check(cleared || dead, "an interrupt was swallowed");
            return;
        } catch (WorkFailed | TaskRejected | CancellationException _) {
            // an end like another
        }
        pools.laws.check(task.isDone(), "a task gave a value before its end");
    }

    // --- resources ---

    private void resource(ThingBook book) {
        book.asked.increment();
        phase = Phase.CHECKING_OUT;
        boolean known = false;
        int choice = random.nextInt(10);
        try {
            if (choice < 2) {
                known = with(book);
            } else {
                Lease<Thing> lease =
                        choice < 4
                                ? book.pool.tryCheckout().orElse(null)
                                : book.pool.checkout(choice < 7 ? SHORT : PATIENT);
                known = true;
                if (lease == null) {
                    book.refused.increment();
                } else {
                    book.lent.increment();
                    use(lease);
                }
            }
        } catch (CheckoutTimeout e) {
            known = true;
            book.timedOut.increment();
            pools.laws.check(choice < 7 || dead, "a patient checkout timed out: " + e.getMessage());
        } catch (CheckoutInterrupted _) {
            known = true;
            book.interrupted.increment();
            boolean cleared = Thread.interrupted();
            pools.laws.check(cleared || dead, "an interrupt was swallowed");
        } catch (ResourceStartFailed _) {
            known = true;
            book.startFailed.increment();
        } catch (PoolClosed _) {
            known = true;
            book.closed.increment();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        } finally {
            if (!known) {
                book.killed.increment();
            }
        }
    }

    private boolean with(ThingBook book) {
        boolean[] got = {false};
        try {
            book.pool.with(
                    thing -> {
                        got[0] = true;
                        book.lent.increment();
                        thing.take(this);
                        phase = Phase.HOLDING;
                        linger();
                        thing.leave(this);
                        if (random.nextInt(8) == 0) {
                            throw new Unlucky();
                        }
                        return thing;
                    },
                    PATIENT);
        } catch (Unlucky _) {
            // as ordered
        }
        return got[0];
    }

    /// Ends work with a resource.
    private static final class Unlucky extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unlucky() {
            super("ordered", null, false, false);
        }
    }

    private void use(Lease<Thing> lease) {
        Thing thing;
        try {
            thing = lease.get();
        } catch (LeaseEnded ended) {
            if (!dead) {
                throw ended;
            }
            return;
        }
        thing.take(this);
        phase = Phase.HOLDING;
        linger();
        int choice = random.nextInt(PER_MILLE);
        if (choice < 4) {
            dead = true; // and ends with it in hand
            done = true;
            return;
        }
        thing.leave(this);
        if (choice < 100) {
            lease.invalidate();
        } else {
            lease.close();
        }
        if (choice % 10 == 0) {
            lease.close();
        }
    }

    private void linger() {
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(random.nextLong(500_000));
        }
    }

    @Override
    public String toString() {
        return "client " + number + " in " + phase + (dead ? ", dead" : "");
    }
}
