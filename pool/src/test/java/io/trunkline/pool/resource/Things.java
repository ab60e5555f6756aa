package io.trunkline.pool.resource;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes things, as often as it is let, and knows them all.
final class Things {
    final Queue<Thing> made = new ConcurrentLinkedQueue<>();
    final AtomicInteger failuresAhead = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    Thing make() {
        int attempt = attempts.incrementAndGet();
        if (failuresAhead.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("no luck at attempt " + attempt);
        }
        Thing thing = new Thing(made.size() + 1);
        made.add(thing);
        return thing;
    }

    ResourceSpec<Thing> spec() {
        return ResourceSpec.resource(this::make, Thing::close);
    }

    int attempts() {
        return attempts.get();
    }

    long open() {
        return made.stream().filter(thing -> thing.closings() == 0).count();
    }

    boolean eachClosedOnce() {
        return made.stream().allMatch(thing -> thing.closings() == 1);
    }
}
