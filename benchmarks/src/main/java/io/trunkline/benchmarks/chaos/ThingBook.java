package io.trunkline.benchmarks.chaos;

import io.trunkline.engine.Node;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSnapshot;
import io.trunkline.pool.resource.ResourceSpec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/// The resources of one pool, and what came of checkouts. Any thread.
final class ThingBook {
    private static final int FAILS = 50;

    final ResourcePool<Thing> pool;
    final LongAdder asked = new LongAdder();
    final LongAdder lent = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    final LongAdder startFailed = new LongAdder();
    final LongAdder interrupted = new LongAdder();
    final LongAdder closed = new LongAdder();
    final LongAdder killed = new LongAdder();
    private final Laws laws;
    private final AtomicInteger attempts = new AtomicInteger();
    private final Queue<Thing> things = new ConcurrentLinkedQueue<>();

    ThingBook(Node node, Laws laws, UnaryOperator<ResourceSpec<Thing>> options) {
        this.laws = laws;
        this.pool =
                ResourcePool.start(
                        node, options.apply(ResourceSpec.resource(this::make, Thing::close)));
    }

    private Thing make() {
        int attempt = attempts.incrementAndGet();
        if (attempt % FAILS == 0) {
            throw new IllegalStateException("ordered");
        }
        Thing thing = new Thing(attempt, laws);
        things.add(thing);
        return thing;
    }

    /// Looks at all things, after the end of the pool, and compares them with what it says.
    void audit() {
        ResourceSnapshot after = pool.snapshot();
        long open = things.stream().filter(thing -> !thing.isClosedOnce()).count();
        laws.equal(after.name() + " resources that are not closed once", 0, open);
        laws.equal(after.name() + " started", things.size(), after.started());
        laws.equal(after.name() + " closed", things.size(), after.closed());
        laws.equal(
                after.name() + " idle, lent, starting, closing, waiting",
                0,
                after.idle()
                        + after.inUse()
                        + after.starting()
                        + after.closing()
                        + after.waiting());
        long ends =
                lent.sum()
                        + refused.sum()
                        + timedOut.sum()
                        + startFailed.sum()
                        + interrupted.sum()
                        + closed.sum()
                        + killed.sum();
        laws.equal(after.name() + " checkouts that ended", asked.sum(), ends);
        laws.check(
                after.checkouts() >= lent.sum(),
                after.name() + " has lent " + after.checkouts() + ", callers got " + lent.sum());
    }

    /// Counts, for people.
    String line() {
        ResourceSnapshot after = pool.snapshot();
        return ("%-9s %9d checkouts: %d lent, %d refused, %d timed out, %d not started,"
                        + " %d interrupted, %d closed, %d killed; %d owners lost;"
                        + " %d resources started, %d closed, %d starts failed")
                .formatted(
                        after.name(),
                        asked.sum(),
                        lent.sum(),
                        refused.sum(),
                        timedOut.sum(),
                        startFailed.sum(),
                        interrupted.sum(),
                        closed.sum(),
                        killed.sum(),
                        after.ownersLost(),
                        after.started(),
                        after.closed(),
                        after.startFailures());
    }
}
