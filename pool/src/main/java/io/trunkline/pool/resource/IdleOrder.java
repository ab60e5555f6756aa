package io.trunkline.pool.resource;

/// Which idle resource is lent next.
public enum IdleOrder {
    /// The one that came back last, as poolboy does: few are in use and warm, and those not needed
    /// grow idle and can be closed.
    LIFO,
    /// The one that came back first, as NimblePool does: all are used in turn. Each checkout and
    /// checkin then takes the pool's lock.
    FIFO
}
