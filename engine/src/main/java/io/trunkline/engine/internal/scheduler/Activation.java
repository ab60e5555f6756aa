package io.trunkline.engine.internal.scheduler;

/// Something that has work to do. It may be submitted while an older submission of it is still
/// queued: an activation that finds nothing to do, or finds another thread at it, returns at once.
public interface Activation {
    /// Does a batch of the work on the calling thread. Lets nothing out.
    void activate(Carrier carrier);
}
