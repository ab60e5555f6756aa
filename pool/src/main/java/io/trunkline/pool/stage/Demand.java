package io.trunkline.pool.stage;

/// What a producer does with demand.
public enum Demand {
    /// Passes it on to [Producer#handleDemand]. The default.
    FORWARD,
    /// Holds it back, and events with it, in order: until all consumers have subscribed, say.
    ACCUMULATE
}
