package io.trunkline.pool.breaker;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReferenceArray;

/// A circuit that tries whether it may close.
///
/// It has a place for each of its probes. A place is empty, or has a probe that runs, or the result
/// of one, and changes by compare-and-set only: from empty, or from a probe whose lease is over, to
/// a new probe; from a probe to its result, or to empty if it says nothing. So there are never more
/// probes under way within their leases than places, and a probe that lost its place to another has
/// no result. Who puts a result in looks at all places after that, so that the last one sees them
/// all; who finds no place looks too, and waits for nobody who is held up.
final class HalfOpen extends Era {
    /// What a place holds; null if it is empty.
    sealed interface Place permits Probe, Result {}

    /// How a probe ended.
    record Result(int outcome) implements Place {}

    private final int openings;
    private final CircuitOpenException refusal;
    private final AtomicReferenceArray<@Nullable Place> places;

    HalfOpen(CircuitBreaker breaker, @Nullable Era before, int openings) {
        super(breaker, CircuitState.HALF_OPEN, before);
        this.openings = openings;
        this.refusal = new CircuitOpenException(breaker.name(), state, this);
        this.places = new AtomicReferenceArray<>(breaker.settings.probes());
    }

    /// The probe of the call that makes this the current era, before it is.
    Permit first() {
        Probe probe = new Probe(this, 0, begun);
        places.setPlain(0, probe); // plain: published with the era, by compare-and-set
        return probe;
    }

    @Override
    @Nullable Permit enter() {
        long now = breaker.settings.clock().nanoTime();
        for (int i = 0; i < places.length(); i++) {
            Place place = places.get(i);
            if (place == null || (place instanceof Probe before && before.isExpired(now))) {
                Probe probe = new Probe(this, i, now);
                if (places.compareAndSet(i, place, probe)) {
                    // a place may have become empty because the era is over
                    return breaker.isCurrent(this) ? probe : null;
                }
            }
        }
        decide(); // who put the last result in may be held up, or have died of it
        return null;
    }

    @Override
    CircuitOpenException refusal() {
        return refusal;
    }

    @Override
    CircuitSnapshot.Recent recent() {
        int calls = 0;
        int failed = 0;
        int slow = 0;
        for (int i = 0; i < places.length(); i++) {
            if (places.get(i) instanceof Result(int outcome)) {
                calls++;
                failed += Outcome.isFailed(outcome) ? 1 : 0;
                slow += Outcome.isSlow(outcome) ? 1 : 0;
            }
        }
        return new CircuitSnapshot.Recent(calls, failed, slow);
    }

    void ended(Probe probe, int place, int outcome) {
        if (!breaker.isCurrent(this) || !places.compareAndSet(place, probe, new Result(outcome))) {
            breaker.counts.late.increment();
            return;
        }
        breaker.counts.add(outcome);
        decide();
    }

    void released(Probe probe, int place) {
        places.compareAndSet(place, probe, null);
        breaker.counts.ignored.increment();
    }

    /// Changes the state if there are results enough.
    private void decide() {
        CircuitSnapshot.Recent sum = recent();
        Settings settings = breaker.settings;
        if (sum.failed() >= settings.limits().failuresOf(settings.probes())
                || sum.slow() >= settings.limits().slowOf(settings.probes())) {
            breaker.change(this, new Open(breaker, this, openings + 1));
        } else if (sum.calls() == places.length()) {
            breaker.change(this, new Closed(breaker, CircuitState.CLOSED, this));
        }
    }
}
