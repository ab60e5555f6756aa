package io.trunkline.pool.resource;

import io.trunkline.engine.spi.Gate;

import org.jspecify.annotations.Nullable;

/// A caller in the queue. Its fields change under the pool's lock; the gate is opened when one of
/// `lease` and `failure` is set, which is when it leaves the queue.
final class Waiter<R> {
    final Object owner;
    final Gate gate;
    final long since;

    /// Whether it waits for others to give back what they have; if not, only for a start.
    final boolean patient;

    @Nullable Lease<R> lease;
    @Nullable RuntimeException failure;

    Waiter(Object owner, Gate gate, long since, boolean patient) {
        this.owner = owner;
        this.gate = gate;
        this.since = since;
        this.patient = patient;
    }
}
