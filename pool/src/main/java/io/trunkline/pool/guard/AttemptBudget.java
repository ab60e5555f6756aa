package io.trunkline.pool.guard;

import java.util.concurrent.atomic.AtomicLong;

/// How many attempts beyond the first may be made, as a part of the calls: what keeps retries and
/// hedges from multiplying the load of a service that is down.
///
/// Each call pays `ratio` in and each further attempt takes 1 out, so that there are never more
/// than `reserve + ratio * calls` of these; not more than `reserve` is ever saved. One budget may
/// be shared by several guards.
public final class AttemptBudget {
    /// Parts of an attempt, so that the balance is a whole number.
    private static final long PARTS = 1_000_000;

    private final long deposit;
    private final long most;
    private final AtomicLong balance;

    private AttemptBudget(double ratio, int reserve) {
        if (!(ratio >= 0 && ratio <= 1000)) {
            throw new IllegalArgumentException("ratio must be in 0..1000: ratio=" + ratio);
        }
        if (reserve < 1) {
            throw new IllegalArgumentException("reserve must be >= 1: reserve=" + reserve);
        }
        this.deposit = (long) (ratio * PARTS);
        this.most = reserve * PARTS;
        this.balance = new AtomicLong(most);
    }

    /// Makes a budget with its reserve full.
    public static AttemptBudget of(double ratio, int reserve) {
        return new AttemptBudget(ratio, reserve);
    }

    /// How many further attempts could be made now.
    public int available() {
        return (int) (balance.get() / PARTS);
    }

    /// A call has come. Writes nothing while the reserve is full, which is when all is well.
    void call() {
        long saved;
        do {
            saved = balance.get();
        } while (saved < most && !balance.compareAndSet(saved, Math.min(most, saved + deposit)));
    }

    /// Takes a further attempt out, if there is one.
    boolean tryAttempt() {
        long saved;
        do {
            saved = balance.get();
            if (saved < PARTS) {
                return false;
            }
        } while (!balance.compareAndSet(saved, saved - PARTS));
        return true;
    }
}
