package io.trunkline.ets.internal.watch;

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
/// An entry is of one row object: if the row has changed when its time comes, that entry is gone
/// and the other row has its own.
public final class Retention implements Witness {
    /// What an insert that is under way on this thread says of its row's time; no operation on a
    /// table is begun inside another, so one for all tables is enough.
    private static final ThreadLocal<@Nullable Duration> GIVEN = new ThreadLocal<>();

    /// The entry whose row this thread deletes as its time is over.
    private static final ThreadLocal<@Nullable Entry> EXPIRING = new ThreadLocal<>();

    private final NodeServices services;
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
            @Nullable Duration timeToLive,
            long maxSize,
            CauseOfChange cause) {
        this.services = services;
        this.timeToLive = timeToLive;
        this.maxSize = maxSize;
        this.cause = cause;
    }

    /// A row and its end.
    private static final class Entry {
        final Object row;
        @Nullable Timeout timeout;

        Entry(Object row) {
            this.row = row;
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

    /// Stops a deletion whose row was inserted anew, as the same object, after its time was over.
    private static final class NotDue extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotDue() {
            super("row was inserted anew", null, false, false);
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

    /// Refuses to delete, as its time is over, a row that has another entry by now. To be asked
    /// before anybody else is told of the change.
    void checkDue(List<RowChange> changes) {
        Entry due = EXPIRING.get();
        if (due == null) {
            return;
        }
        lock.lock();
        try {
            for (RowChange change : changes) {
                if (change.before() != null && entries.get(new Id(change.before())) != due) {
                    throw new NotDue();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void changing(List<RowChange> changes) {
        Duration own = GIVEN.get();
        Duration time = own == null ? timeToLive : own;
        lock.lock();
        try {
            for (RowChange change : changes) {
                Object before = change.before();
                if (before != null) {
                    forget(before);
                }
                Object after = change.after();
                if (after != null && !ended) {
                    remember(after, time);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void remember(Object row, @Nullable Duration time) {
        Entry entry = new Entry(row);
        entries.put(new Id(row), entry);
        if (time != null) {
            entry.timeout = services.schedule(time, () -> expire(entry));
        }
    }

    private void forget(Object row) {
        Entry entry = entries.remove(new Id(row));
        if (entry != null && entry.timeout != null) {
            entry.timeout.cancel();
        }
    }

    private void expire(Entry entry) {
        EXPIRING.set(entry);
        try {
            remove(entry.row, Cause.EXPIRED);
        } catch (NotDue _) {
            // its new entry has a timer of its own
        } finally {
            EXPIRING.remove();
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
        for (Entry entry : entries.values()) {
            if (entry.timeout != null) {
                entry.timeout.cancel();
            }
        }
        entries.clear();
    }
}
