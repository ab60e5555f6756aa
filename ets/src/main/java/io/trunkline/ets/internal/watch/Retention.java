package io.trunkline.ets.internal.watch;

import io.trunkline.engine.Clock;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.Timeout;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which rows of a set have to go, by time or by number.
///
/// Each row has an entry here, oldest first, made under the lock of its key before the row is seen.
/// A row that takes another's place takes its entry over, with a new time. The entry's timer is
/// left alone then, as most rows are changed more often than they expire: when it goes off too
/// early it is set again for what is left.
public final class Retention implements Witness {
    /// What an insert that is under way on this thread says of its row's time; no operation on a
    /// table is begun inside another, so one for all tables is enough.
    private static final ThreadLocal<@Nullable Duration> GIVEN = new ThreadLocal<>();

    /// The entry whose row this thread deletes as its time is over.
    private static final ThreadLocal<@Nullable Entry> EXPIRING = new ThreadLocal<>();

    /// As long as for ever, and not too long to count in nanoseconds.
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final NodeServices services;
    private final Clock clock;
    private final @Nullable Duration timeToLive;
    private final long maxSize;
    private final CauseOfChange cause;

    /// Guards `entries` and `ended`; a leaf, but for the node's timers.
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Id, Entry> entries = new LinkedHashMap<>();
    private boolean ended;

    /// Where the rows are; set once, before the first change.
    private @Nullable Store store;

    public Retention(
            NodeServices services,
            Clock clock,
            @Nullable Duration timeToLive,
            long maxSize,
            CauseOfChange cause) {
        this.services = services;
        this.clock = clock;
        this.timeToLive = timeToLive;
        this.maxSize = maxSize;
        this.cause = cause;
    }

    /// The row of a key, and its end. Guarded by the lock.
    private static final class Entry {
        Object row;

        /// When the row's time is over, by the node's clock; meaningless without a timer.
        long deadline;

        /// When the timer goes off.
        long rings;

        /// Null if the row stays for good.
        @Nullable Timeout timer;

        Entry(Object row) {
            this.row = row;
        }

        void stop() {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
    }

    /// A row as a key of a map: this very object.
    private record Id(Object row) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Id(Object theirs) && row == theirs;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(row);
        }
    }

    /// Stops a deletion whose row was given more time after its time was over.
    private static final class NotDue extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotDue() {
            super("row was given more time", null, false, false);
        }
    }

    /// Says where the rows are.
    public void guard(Store rows) {
        store = rows;
    }

    /// Runs an insert whose row has a time of its own.
    public void during(Duration time, Runnable insert) {
        GIVEN.set(time);
        try {
            insert.run();
        } finally {
            GIVEN.remove();
        }
    }

    /// Refuses to delete, as its time is over, a row whose time is not. To be asked before anybody
    /// else is told of the change.
    void checkDue(List<RowChange> changes) {
        Entry due = EXPIRING.get();
        if (due == null) {
            return;
        }
        lock.lock();
        try {
            for (RowChange change : changes) {
                Object before = change.before();
                if (before != null && (entries.get(new Id(before)) != due || left(due) > 0)) {
                    throw new NotDue();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long left(Entry entry) {
        return entry.deadline - clock.nanoTime();
    }

    @Override
    public void changing(List<RowChange> changes) {
        Duration own = GIVEN.get();
        Duration time = own == null ? timeToLive : own;
        lock.lock();
        try {
            for (RowChange change : changes) {
                Object before = change.before();
                Entry entry = before == null ? null : entries.remove(new Id(before));
                Object after = change.after();
                if (after != null && !ended) {
                    remember(after, entry, time);
                } else if (entry != null) {
                    entry.stop();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Makes an entry, or lets the row have that of the one in whose place it comes.
    private void remember(Object row, @Nullable Entry old, @Nullable Duration time) {
        Entry entry = old == null ? new Entry(row) : old;
        entry.row = row;
        entries.put(new Id(row), entry);
        if (time == null) {
            entry.stop();
            return;
        }
        entry.deadline = after(time);
        if (entry.timer == null || entry.deadline - entry.rings < 0) {
            entry.stop();
            set(entry, time);
        }
    }

    private long after(Duration time) {
        return clock.nanoTime() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    private void set(Entry entry, Duration time) {
        entry.rings = after(time);
        entry.timer = services.schedule(time, () -> ring(entry));
    }

    /// Deletes the row if its time is over. If it has more time, now or when it is to be deleted,
    /// the timer is set again.
    private void ring(Entry entry) {
        for (Object row = rowThatIsDue(entry); row != null; row = rowThatIsDue(entry)) {
            EXPIRING.set(entry);
            try {
                remove(row, Cause.EXPIRED);
            } catch (NotDue _) {
                // it was given more time just now
            } finally {
                EXPIRING.remove();
            }
        }
    }

    /// The row of an entry whose time is over; else null, with the timer set if there is a row.
    private @Nullable Object rowThatIsDue(Entry entry) {
        lock.lock();
        try {
            if (entries.get(new Id(entry.row)) != entry) {
                return null;
            }
            long left = left(entry);
            if (left > 0) {
                set(entry, Duration.ofNanos(left));
                return null;
            }
            return entry.row;
        } finally {
            lock.unlock();
        }
    }

    /// Deletes this very row if it is still there.
    private void remove(Object row, Cause why) {
        Store rows = store;
        if (rows != null) {
            cause.run(why, () -> rows.replace(row, null));
        }
    }

    /// Deletes the oldest rows until there are not too many; called after each insert, without a
    /// lock.
    public void trim() {
        if (maxSize == Long.MAX_VALUE) {
            return;
        }
        for (Object row = oldestInExcess(); row != null; row = oldestInExcess()) {
            remove(row, Cause.EVICTED);
        }
    }

    private @Nullable Object oldestInExcess() {
        lock.lock();
        try {
            return entries.size() <= maxSize ? null : entries.values().iterator().next().row;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clearing() {
        lock.lock();
        try {
            stopAll();
        } finally {
            lock.unlock();
        }
    }

    /// Stops all timers; the table is gone.
    public void end() {
        lock.lock();
        try {
            ended = true;
            stopAll();
        } finally {
            lock.unlock();
        }
    }

    private void stopAll() {
        entries.values().forEach(Entry::stop);
        entries.clear();
    }
}
