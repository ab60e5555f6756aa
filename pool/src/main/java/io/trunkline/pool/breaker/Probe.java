package io.trunkline.pool.breaker;

/// The permit of one call in a half-open circuit: a lease of its place.
final class Probe implements Permit, HalfOpen.Place {
    private final HalfOpen era;
    private final int place;
    private final long begun;

    Probe(HalfOpen era, int place, long begun) {
        this.era = era;
        this.place = place;
        this.begun = begun;
    }

    boolean isExpired(long now) {
        return now - begun >= era.breaker.settings.probeLeaseNanos();
    }

    @Override
    public void onSuccess(long tookNanos) {
        era.ended(this, place, era.breaker.settings.slowness(tookNanos));
    }

    @Override
    public void onFailure(long tookNanos) {
        era.ended(this, place, era.breaker.settings.slowness(tookNanos) | Outcome.FAILED);
    }

    @Override
    public void onError(long tookNanos, Throwable thrown) {
        if (era.breaker.settings.isFailure(thrown)) {
            onFailure(tookNanos);
        } else {
            release();
        }
    }

    @Override
    public void release() {
        era.released(this, place);
    }
}
