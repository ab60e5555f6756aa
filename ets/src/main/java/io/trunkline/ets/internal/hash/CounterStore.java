package io.trunkline.ets.internal.hash;

import io.trunkline.ets.WriteConcurrency;
import io.trunkline.ets.internal.store.Keys;

import java.util.function.ObjLongConsumer;

/// Numbers under their keys: a set whose rows would be a key and a number, without the rows.
///
/// Any thread may use it; each operation is atomic. Counting at a key that is there allocates
/// nothing. Keys are immutable, and are kept as they were when they first came.
public final class CounterStore {
    // immutable
    private final SlotType type;
    private final Stripes stripes;

    public CounterStore(Keys keys, WriteConcurrency writers) {
        this.type = SlotType.counters(keys);
        this.stripes = new Stripes(type, writers);
    }

    /// How many keys there are; exact when nobody is writing.
    public long size() {
        return stripes.rows();
    }

    /// The number of a key; `ifAbsent` if there is none.
    public long get(Object key, long ifAbsent) {
        long print = type.print(key);
        for (int looks = 0; ; looks++) {
            Stripe stripe = stripes.at(print);
            long stamp = stripe.beginRead(looks);
            if (stamp == SeqLock.RETIRED) {
                continue;
            }
            long value = ifAbsent;
            boolean undisturbed;
            try {
                int at = stripe.find(print, key, stamp);
                if (at >= 0) {
                    value = stripe.value(at);
                }
            } finally {
                undisturbed = stripe.endRead(stamp);
            }
            if (undisturbed) {
                return value;
            }
        }
    }

    /// Adds to the number of a key, which is 0 if there was none.
    ///
    /// @return the sum
    /// @throws ArithmeticException if it does not fit into a long; nothing has changed then
    public long add(Object key, long delta) {
        long print = type.print(key);
        for (; ; ) {
            Stripe stripe = stripes.lock(print);
            try {
                int at = stripe.find(print, key, stripe.heldStamp());
                if (at >= 0) {
                    long sum = Math.addExact(stripe.value(at), delta);
                    stripe.setValue(at, sum);
                    return sum;
                }
                if (isAdded(stripe, at, print, key, delta)) {
                    return delta;
                }
            } finally {
                stripe.unlock();
            }
        }
    }

    /// Sets the number of a key.
    public void put(Object key, long value) {
        long print = type.print(key);
        for (; ; ) {
            Stripe stripe = stripes.lock(print);
            try {
                int at = stripe.find(print, key, stripe.heldStamp());
                if (at >= 0) {
                    stripe.setValue(at, value);
                    return;
                }
                if (isAdded(stripe, at, print, key, value)) {
                    return;
                }
            } finally {
                stripe.unlock();
            }
        }
    }

    /// Deletes a key.
    ///
    /// @return whether it was there
    public boolean remove(Object key) {
        long print = type.print(key);
        Stripe stripe = stripes.lock(print);
        try {
            int at = stripe.find(print, key, stripe.heldStamp());
            if (at < 0) {
                return false;
            }
            stripe.remove(stripe.shrink(at, print, key));
            return true;
        } finally {
            stripe.unlock();
        }
    }

    /// Deletes everything, in one step.
    public void clear() {
        try (LockedStripes all = LockedStripes.all(stripes)) {
            all.stripes().forEach(Stripe::clear);
        }
    }

    /// Shows each key that is there all the time exactly once, with the number it has when the walk
    /// comes by; no lock is held meanwhile.
    public void forEach(ObjLongConsumer<Object> visitor) {
        Walk walk = new Walk(type, stripes);
        Chunk chunk = Chunk.ofCounters(Walk.LONGEST_STEP);
        while (!walk.isAtEnd()) {
            Stripe stripe = walk.look(chunk, Walk.LONGEST_STEP);
            for (int i = 0; i < chunk.size(); i++) {
                visitor.accept(chunk.slot(i), chunk.value(i));
            }
            walk.pass(stripe, chunk, chunk.size());
        }
    }

    /// Bytes used besides the keys; an estimate.
    public long overhead() {
        return stripes.overhead();
    }

    /// Adds a key that is not there, under the lock of its stripe.
    ///
    /// @return false if the stripe was split instead, and it must be tried again
    private boolean isAdded(Stripe stripe, int at, long print, Object key, long value) {
        if (stripe.isFull() && stripes.split(stripe, false)) {
            return false;
        }
        int place = stripe.reserve(at, print, key);
        stripe.add(place, print, key, 1);
        stripe.setValue(place, value);
        return true;
    }
}
