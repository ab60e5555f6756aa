package io.trunkline.engine.internal.process;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeClosed;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// The living processes of a node: stripes of slots, each behind a lock of its own that is held for
/// a few instructions. A process knows its slot, so it costs the table four bytes.
public final class ProcessTable {
    private static final int STRIPES = 8;

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

    void remove(ProcessCell cell) {
        Stripe stripe = stripe(cell);
        stripe.lock.lock();
        try {
            stripe.cells[cell.slot] = null;
            if (stripe.freeCount == stripe.free.length) {
                stripe.free = Arrays.copyOf(stripe.free, stripe.freeCount * 2);
            }
            stripe.free[stripe.freeCount++] = cell.slot;
        } finally {
            stripe.lock.unlock();
        }
    }

    /// Whether the process is one of this node.
    public boolean isMine(ProcessCell cell) {
        return cell.home.table == this;
    }

    /// The processes that live now.
    public List<ProcessCell> snapshot() {
        List<ProcessCell> all = new ArrayList<>();
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                for (int i = 0; i < stripe.used; i++) {
                    ProcessCell cell = stripe.cells[i];
                    if (cell != null && !cell.isDead()) {
                        all.add(cell);
                    }
                }
            } finally {
                stripe.lock.unlock();
            }
        }
        return all;
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
