package io.trunkline.engine.internal.process;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessPage;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The living processes of a node: stripes of slots, each behind a lock of its own that is held for
/// a few instructions. A process knows its slot, so it costs the table four bytes.
public final class ProcessTable {
    private static final int STRIPES = 8;

    /// How many slots to look at for one page: some may be empty.
    private static final int MOST_SLOTS = 1 << 16;

    private final Node node;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final AtomicLong numbers = new AtomicLong(1);

    ProcessTable(Node node) {
        this.node = node;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    private static final class Stripe {
        final ReentrantLock lock = new ReentrantLock();

        // guarded by lock
        @Nullable ProcessCell[] cells = new ProcessCell[8];
        int[] free = new int[8];
        int freeCount;
        int used;
        boolean closed;
        long added;
        long handledInTurns;
        long handledByCallers;

        /// What is in its slots.
        @Nullable ProcessCell[] cells(int from, int to) {
            lock.lock();
            try {
                return Arrays.copyOfRange(cells, Math.min(from, used), Math.min(to, used));
            } finally {
                lock.unlock();
            }
        }
    }

    long nextNumber() {
        return numbers.getAndIncrement();
    }

    /// Adds a new process.
    ///
    /// @throws NodeClosed if no more may start
    void add(ProcessCell cell) {
        Stripe stripe = stripe(cell);
        stripe.lock.lock();
        try {
            if (stripe.closed) {
                throw new NodeClosed(node.name());
            }
            cell.slot = stripe.freeCount > 0 ? stripe.free[--stripe.freeCount] : nextUnused(stripe);
            stripe.cells[cell.slot] = cell;
            stripe.added++;
        } finally {
            stripe.lock.unlock();
        }
    }

    private static int nextUnused(Stripe stripe) {
        if (stripe.used == stripe.cells.length) {
            stripe.cells = Arrays.copyOf(stripe.cells, stripe.used * 2);
        }
        return stripe.used++;
    }

    /// Removes one that has ended, and keeps its counts.
    void remove(ProcessCell cell) {
        Stripe stripe = stripe(cell);
        stripe.lock.lock();
        try {
            stripe.handledInTurns += Integer.toUnsignedLong(cell.handledInTurns);
            stripe.handledByCallers += Integer.toUnsignedLong(cell.handledByCallers);
            free(cell, stripe);
        } finally {
            stripe.lock.unlock();
        }
    }

    /// Removes one that was never begun.
    void retract(ProcessCell cell) {
        Stripe stripe = stripe(cell);
        stripe.lock.lock();
        try {
            stripe.added--;
            free(cell, stripe);
        } finally {
            stripe.lock.unlock();
        }
    }

    private static void free(ProcessCell cell, Stripe stripe) {
        stripe.cells[cell.slot] = null;
        if (stripe.freeCount == stripe.free.length) {
            stripe.free = Arrays.copyOf(stripe.free, stripe.freeCount * 2);
        }
        stripe.free[stripe.freeCount++] = cell.slot;
    }

    /// Whether the process is one of this node.
    public boolean isMine(ProcessCell cell) {
        return cell.home.table == this;
    }

    /// The processes that live now.
    public List<ProcessCell> snapshot() {
        List<ProcessCell> all = new ArrayList<>();
        for (Stripe stripe : stripes) {
            for (ProcessCell cell : stripe.cells(0, Integer.MAX_VALUE)) {
                if (cell != null && !cell.isDead()) {
                    all.add(cell);
                }
            }
        }
        return all;
    }

    /// Some of the processes, by their slots: a process keeps its slot as long as it lives, so a
    /// walk meets it once.
    ///
    /// @param from stripe and slot, or 0
    public ProcessPage page(long from, int limit) {
        int stripe = (int) (from >>> Integer.SIZE);
        int slot = (int) from;
        if (from < 0 || stripe >= STRIPES || slot < 0 || slot > Integer.MAX_VALUE - MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "from must be 0 or the next of a page: from=" + from);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be >= 1: limit=" + limit);
        }
        List<Pid> pids = new ArrayList<>();
        int looked = 0;
        while (stripe < STRIPES && pids.size() < limit && looked < MOST_SLOTS) {
            int wanted = Math.min(limit - pids.size(), MOST_SLOTS - looked);
            @Nullable ProcessCell[] cells = stripes[stripe].cells(slot, slot + wanted);
            for (ProcessCell cell : cells) {
                if (cell != null && !cell.isDead()) {
                    pids.add(cell);
                }
            }
            looked += cells.length;
            slot += cells.length;
            if (cells.length < wanted) {
                stripe++;
                slot = 0;
            }
        }
        return new ProcessPage(
                pids,
                stripe == STRIPES
                        ? OptionalLong.empty()
                        : OptionalLong.of((long) stripe << Integer.SIZE | slot));
    }

    /// What the processes that are or were here have handled, and how many they are.
    ///
    /// @param inTurns without what is in [Tallies]
    record Counts(int alive, long started, long inTurns, long byCallers) {}

    Counts count() {
        int alive = 0;
        long started = 0;
        long inTurns = 0;
        long byCallers = 0;
        for (Stripe stripe : stripes) {
            @Nullable ProcessCell[] cells;
            stripe.lock.lock();
            try {
                // together with the living: who dies after this is counted as one of them
                started += stripe.added;
                inTurns += stripe.handledInTurns;
                byCallers += stripe.handledByCallers;
                alive += stripe.used - stripe.freeCount;
                cells = Arrays.copyOf(stripe.cells, stripe.used);
            } finally {
                stripe.lock.unlock();
            }
            for (ProcessCell cell : cells) {
                if (cell != null) {
                    // racy: counts for people, of which each only grows
                    inTurns += Integer.toUnsignedLong(cell.handledInTurns);
                    byCallers += Integer.toUnsignedLong(cell.handledByCallers);
                }
            }
        }
        return new Counts(alive, started, inTurns, byCallers);
    }

    /// Lets no process in any more; when it returns, every process that got in is in [#snapshot()].
    public void close() {
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.closed = true;
            } finally {
                stripe.lock.unlock();
            }
        }
    }

    private Stripe stripe(ProcessCell cell) {
        return stripes[(int) cell.number & (STRIPES - 1)];
    }
}
