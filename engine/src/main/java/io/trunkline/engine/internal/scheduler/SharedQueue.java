package io.trunkline.engine.internal.scheduler;

import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentLinkedQueue;

/// The queue of activations that belong to no seat: a bounded ring, and a spill for what does not
/// fit. Order between the two is not kept.
final class SharedQueue {
    private static final int CAPACITY = 4096;

    private final MpmcVarHandleArrayQueue<Activation> ring =
            new MpmcVarHandleArrayQueue<>(CAPACITY);
    private final ConcurrentLinkedQueue<Activation> spill = new ConcurrentLinkedQueue<>();

    void add(Activation activation) {
        if (!ring.offer(activation)) {
            spill.add(activation);
        }
    }

    @Nullable Activation poll() {
        Activation activation = ring.poll();
        return activation != null ? activation : spill.poll();
    }

    /// How many there are, give or take those in motion.
    int size() {
        return ring.size() + spill.size();
    }

    boolean isEmpty() {
        return ring.isEmpty() && spill.isEmpty();
    }
}
