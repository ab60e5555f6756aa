package io.trunkline.examples.gateway;

import io.trunkline.pool.resource.ResourceSnapshot;

/// The connections of a gateway at about one moment. Counts are since the gateway's start, over all
/// pools that it has had.
///
/// @param inUse how many serve a fetch
/// @param waiting how many requests wait for one
/// @param largestWaiting the most that ever waited
/// @param fetches how many fetches had a connection
/// @param waited how many of these had to wait for it
/// @param timedOut how many requests waited in vain
/// @param holdersLost how often a session, or who waited for it, died with a connection
/// @param opened how many connections were opened
public record ConnectionStats(
        int inUse,
        int waiting,
        int largestWaiting,
        long fetches,
        long waited,
        long timedOut,
        long holdersLost,
        long opened) {
    /// What there is before the first pool.
    public static final ConnectionStats NOTHING = new ConnectionStats(0, 0, 0, 0, 0, 0, 0, 0);

    /// These, of pools that have ended, and those of the next one.
    ConnectionStats then(ResourceSnapshot pool) {
        return new ConnectionStats(
                pool.inUse(),
                pool.waiting(),
                Math.max(largestWaiting, pool.largestWaiting()),
                fetches + pool.checkouts(),
                waited + pool.waited(),
                timedOut + pool.timedOut(),
                holdersLost + pool.ownersLost(),
                opened + pool.started());
    }
}
