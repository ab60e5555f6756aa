package io.trunkline.engine.internal.process;

import io.trunkline.engine.NodeStatistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Adds up what the processes of a node have counted. Each counts for itself, under its run right,
/// in two ints beside its state: so counting costs no atomic operation, no other cache line and no
/// memory. An int that comes round to zero leaves its 2^32 here.
final class Tallies {
    private static final long ROUND = 1L << Integer.SIZE;

    private final LongAdder carriedTurns = new LongAdder();
    private final LongAdder carriedCallers = new LongAdder();
    private final Map<ProcessCell, Long> carried = new ConcurrentHashMap<>();
    private final LongAdder retries = new LongAdder();

    /// Called when `handledInTurns` has come round. In POLLING, where no lock of a process may be
    /// taken.
    void carryTurns(ProcessCell cell) {
        carriedTurns.add(ROUND);
        carried.merge(cell, ROUND, Long::sum);
    }

    /// As [#carryTurns], of `handledByCallers`.
    void carryCallers(ProcessCell cell) {
        carriedCallers.add(ROUND);
        carried.merge(cell, ROUND, Long::sum);
    }

    /// Forgets a process that has ended, but not what it has handled.
    void forget(ProcessCell cell) {
        if (!carried.isEmpty()) {
            carried.remove(cell);
        }
    }

    /// Counts a change of a process's state that somebody else was ahead of.
    void countRetry() {
        retries.increment();
    }

    long retries() {
        return retries.sum();
    }

    /// How many messages a process has handled.
    long handledBy(ProcessCell cell) {
        // racy: counts for people
        return carried.getOrDefault(cell, 0L)
                + Integer.toUnsignedLong(cell.handledInTurns)
                + Integer.toUnsignedLong(cell.handledByCallers);
    }

    NodeStatistics.Messages messages(
            ProcessTable.Counts counts, long deadLetters, long expiredCalls) {
        long byCallers = carriedCallers.sum() + counts.byCallers();
        long inTurns = carriedTurns.sum() + counts.inTurns();
        return new NodeStatistics.Messages(
                inTurns + byCallers, byCallers, deadLetters, expiredCalls);
    }
}
