package io.trunkline.pool.guard;

/// What a rate limiter has done so far.
///
/// @param granted how many permits were taken
/// @param waited how many of these had to be waited for
/// @param refused how many calls got none
public record RateSnapshot(long granted, long waited, long refused) {}
