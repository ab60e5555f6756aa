package io.trunkline.benchmarks.chaos;

import io.trunkline.pool.worker.TaskRejected.Reason;
import io.trunkline.pool.worker.WorkerPool;
import io.trunkline.pool.worker.WorkerSnapshot;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/// The tasks of one pool, a slot each, which counts how often it was run and how often it ended in
/// each way. Any thread.
///
/// A slot is a word: eight bits of runs, then four for each kind of end, then two marks.
final class TaskBook {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MOST_CHUNKS = 1 << 10;
    private static final long RUNS = 0xFF;
    private static final int FIRST_END = 8;
    private static final int END_BITS = 4;
    private static final long ENDS = 0xF;
    private static final long REPEATABLE = 1L << 62;
    private static final long OUT_OF_ORDER = 1L << 61;

    final WorkerPool pool;
    final String name;

    /// Whether tasks may block their workers.
    final boolean blocking;

    /// Whether tasks have keys, and an order.
    final boolean keyed;

    private final Laws laws;
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicReferenceArray<AtomicLongArray> chunks =
            new AtomicReferenceArray<>(MOST_CHUNKS);

    TaskBook(String name, WorkerPool pool, boolean blocking, boolean keyed, Laws laws) {
        this.name = name;
        this.pool = pool;
        this.blocking = blocking;
        this.keyed = keyed;
        this.laws = laws;
    }

    /// Makes a slot.
    ///
    /// @param repeatable whether the task may be run more than once
    int open(boolean repeatable) {
        int slot = opened.getAndIncrement();
        int chunk = slot >>> CHUNK_BITS;
        if (chunks.get(chunk) == null) {
            chunks.compareAndSet(chunk, null, new AtomicLongArray(CHUNK));
        }
        if (repeatable) {
            mark(slot, REPEATABLE);
        }
        return slot;
    }

    void ran(int slot) {
        add(slot, 1);
    }

    void outOfOrder(int slot) {
        mark(slot, OUT_OF_ORDER);
    }

    void ended(int slot, TaskEnd end) {
        add(slot, 1L << shift(end));
    }

    private void add(int slot, long what) {
        chunks.get(slot >>> CHUNK_BITS).addAndGet(slot & CHUNK - 1, what);
    }

    private void mark(int slot, long mark) {
        chunks.get(slot >>> CHUNK_BITS)
                .accumulateAndGet(slot & CHUNK - 1, mark, (old, added) -> old | added);
    }

    private static int shift(TaskEnd end) {
        return FIRST_END + END_BITS * end.ordinal();
    }

    /// Looks at all slots, at rest, and compares them with what the pool says.
    ///
    /// @return how many ended in each way
    Map<TaskEnd, Long> audit() {
        long[] ends = new long[TaskEnd.values().length];
        for (int slot = 0; slot < opened.get(); slot++) {
            audit(slot, ends);
        }
        Map<TaskEnd, Long> sums = new EnumMap<>(TaskEnd.class);
        Arrays.stream(TaskEnd.values())
                .filter(end -> ends[end.ordinal()] > 0)
                .forEach(end -> sums.put(end, ends[end.ordinal()]));
        compare(sums, pool.snapshot());
        return sums;
    }

    private void audit(int slot, long[] sums) {
        long word = chunks.get(slot >>> CHUNK_BITS).get(slot & CHUNK - 1);
        long runs = word & RUNS;
        boolean repeatable = (word & REPEATABLE) != 0;
        long ends = 0;
        for (TaskEnd end : TaskEnd.values()) {
            long count = word >>> shift(end) & ENDS;
            ends += count;
            sums[end.ordinal()] += count;
            if (count > 0) {
                laws.check(
                        repeatable
                                ? runs > 0 || !end.isAfterRun()
                                : runs <= (end.isWithoutRun() ? 0 : 1)
                                        && runs >= (end.isAfterRun() ? 1 : 0),
                        "%s task %d ended %s after %d runs".formatted(name, slot, end, runs));
                laws.check(
                        end != TaskEnd.COMPLETED || repeatable || (word & OUT_OF_ORDER) == 0,
                        name + " task " + slot + " ran after a later one of its key");
            }
        }
        laws.check(ends == 1, "%s task %d ended %d times: %x".formatted(name, slot, ends, word));
    }

    private void compare(Map<TaskEnd, Long> sums, WorkerSnapshot snapshot) {
        long unknown = sums.getOrDefault(TaskEnd.UNKNOWN, 0L);
        laws.equal(name + " workers left", 0, snapshot.workers());
        laws.equal(name + " tasks left", 0, snapshot.waiting());
        laws.equal(name + " accepted less ended", snapshot.accepted(), snapshot.ended());
        within(name + " submitted", opened.get() - unknown, snapshot.submitted(), unknown);
        laws.equal(name + " completed", sum(sums, TaskEnd.COMPLETED), snapshot.completed());
        laws.equal(
                name + " failed",
                sum(sums, TaskEnd.THREW, TaskEnd.CRASHED, TaskEnd.LATE),
                snapshot.failed());
        laws.equal(name + " cancelled", sum(sums, TaskEnd.CANCELLED), snapshot.cancelled());
        for (Reason reason : Reason.values()) {
            within(
                    name + " rejected " + reason,
                    sum(sums, TaskEnd.of(reason)),
                    snapshot.rejected(reason),
                    reason == Reason.DEADLINE ? unknown : 0);
        }
    }

    private void within(String what, long least, long actual, long slack) {
        laws.check(
                actual >= least && actual <= least + slack,
                what + ": expected " + least + " and up to " + slack + " more, got: " + actual);
    }

    private static long sum(Map<TaskEnd, Long> sums, TaskEnd... ends) {
        return Arrays.stream(ends).mapToLong(end -> sums.getOrDefault(end, 0L)).sum();
    }

    /// Counts, for people.
    String line(Map<TaskEnd, Long> sums) {
        return "%-9s %9d submitted: %s; %d workers crashed"
                .formatted(
                        name,
                        opened.get(),
                        sums.entrySet().stream()
                                .map(e -> e.getValue() + " " + text(e.getKey()))
                                .collect(Collectors.joining(", ")),
                        pool.snapshot().crashes());
    }

    private static String text(TaskEnd end) {
        return end.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
