package io.trunkline.pool.breaker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A breaker as one would write it without threads, to compare the real one with.
final class BreakerModel {
    /// How it goes.
    record Plan(
            int failures,
            int count,
            long timeNanos,
            double failureRate,
            double slowRate,
            int minimum,
            long openNanos,
            int probes,
            long leaseNanos) {}

    private record Ended(long at, boolean failed, boolean slow) {}

    private record Lease(int id, long begun) {}

    /// In the place of a probe that has ended.
    private static final Lease DONE = new Lease(-1, 0);

    private final Plan plan;
    private CircuitState state = CircuitState.CLOSED;
    private int generation;
    private long since;
    private int inARow;
    private final Deque<Ended> window = new ArrayDeque<>();
    private final Lease[] places;
    private final List<Ended> results = new ArrayList<>();
    private final Map<Integer, Integer> generationOf = new HashMap<>();
    private int ids;

    BreakerModel(Plan plan, long now) {
        this.plan = plan;
        this.since = now;
        this.places = new Lease[plan.probes];
    }

    boolean hasSlowCalls() {
        return plan.slowRate <= 100;
    }

    CircuitState state() {
        return state;
    }

    int generation() {
        return generation;
    }

    /// @return the permit's number, or -1
    int acquire(long now) {
        if (state == CircuitState.OPEN && now - since >= plan.openNanos) {
            become(CircuitState.HALF_OPEN, now);
        }
        if (state == CircuitState.OPEN) {
            return -1;
        }
        if (state == CircuitState.HALF_OPEN) {
            int free = freePlace(now);
            if (free < 0) {
                return -1;
            }
            places[free] = new Lease(ids, now);
        }
        generationOf.put(ids, generation);
        return ids++;
    }

    void end(int id, boolean failed, boolean slow, long now) {
        if (generationOf.get(id) != generation) {
            return;
        }
        if (state == CircuitState.HALF_OPEN) {
            int place = placeOf(id);
            if (place >= 0) {
                places[place] = DONE;
                probeEnded(new Ended(now, failed, slow), now);
            }
        } else if (state == CircuitState.CLOSED && closedEnded(new Ended(now, failed, slow), now)) {
            become(CircuitState.OPEN, now);
        }
    }

    void release(int id) {
        int place = placeOf(id);
        if (place >= 0) {
            places[place] = null;
        }
    }

    private int freePlace(long now) {
        for (int i = 0; i < places.length; i++) {
            Lease lease = places[i];
            if (lease == null || (lease != DONE && now - lease.begun >= plan.leaseNanos)) {
                return i;
            }
        }
        return -1;
    }

    private int placeOf(int id) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != null && places[i].id == id) {
                return i;
            }
        }
        return -1;
    }

    private void probeEnded(Ended ended, long now) {
        results.add(ended);
        long failed = results.stream().filter(Ended::failed).count();
        long slow = results.stream().filter(Ended::slow).count();
        boolean tooManyFailed =
                plan.failureRate > 100
                        ? failed > 0
                        : failed > 0 && failed * 100 >= plan.failureRate * plan.probes;
        boolean tooManySlow = slow > 0 && slow * 100 >= plan.slowRate * plan.probes;
        if (tooManyFailed || tooManySlow) {
            become(CircuitState.OPEN, now);
        } else if (results.size() == plan.probes) {
            become(CircuitState.CLOSED, now);
        }
    }

    private boolean closedEnded(Ended ended, long now) {
        if (plan.count == 0 && plan.timeNanos == 0) {
            inARow = ended.failed ? inARow + 1 : 0;
            return ended.failed && inARow >= plan.failures;
        }
        window.add(ended);
        if (plan.count > 0 && window.size() > plan.count) {
            window.remove();
        }
        if (plan.timeNanos > 0) {
            long part = plan.timeNanos / 10;
            long first = (now - since) / part - 9;
            window.removeIf(old -> (old.at - since) / part < first);
        }
        if (!ended.failed && !ended.slow) {
            return false;
        }
        long failed = window.stream().filter(Ended::failed).count();
        long slow = window.stream().filter(Ended::slow).count();
        int calls = window.size();
        return failed >= plan.failures
                || (calls >= plan.minimum
                        && ((failed > 0 && failed * 100 >= plan.failureRate * calls)
                                || (slow > 0 && slow * 100 >= plan.slowRate * calls)));
    }

    private void become(CircuitState next, long now) {
        state = next;
        generation++;
        since = now;
        inARow = 0;
        window.clear();
        Arrays.fill(places, null);
        results.clear();
    }
}
