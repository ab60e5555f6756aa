package io.trunkline.pool.metrics;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/// Records how long something took, by any number of threads, for any number of readers.
///
/// ```java
/// TimeRecorder times = new TimeRecorder();
/// Intervals minutes = times.intervals();
/// times.record(nanos);                      // any thread, at any time
/// TimeSummary minute = minutes.next();      // what was recorded since this was asked last
/// ```
///
/// To record is one atomic addition, without a lock and, once times of that magnitude were recorded
/// by that thread, without an allocation. Nothing is ever set back: an interval is the difference
/// of two readings, so each time recorded is in exactly one interval of each reader, however many
/// record meanwhile.
///
/// *Overview.* Times are counted in cells, as HdrHistogram does with two digits: one for each
/// nanosecond up to 128, then 128 for each octave. Threads are spread over stripes by their number,
/// so that they do not fight for cells; a stripe has the cells of an octave once it needs them, 1
/// KB each.
public final class TimeRecorder {
    static final int CELLS = 128;
    static final int OCTAVES = 57;

    private static final int STRIPES =
            Math.min(16, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1));

    /// By stripe and octave; null until first used.
    private final AtomicReferenceArray<@Nullable AtomicLongArray> octaves =
            new AtomicReferenceArray<>(STRIPES * OCTAVES);

    /// Makes one with nothing recorded.
    public TimeRecorder() {}

    /// Records a time; a negative one counts as zero.
    public void record(long nanos) {
        long value = Math.max(0, nanos);
        int octave = Math.max(0, Long.SIZE - 7 - Long.numberOfLeadingZeros(value));
        int cell = (int) (value >>> Math.max(0, octave - 1)) & (CELLS - 1);
        int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
        int index = stripe * OCTAVES + octave;
        AtomicLongArray cells = octaves.get(index);
        (cells == null ? made(index) : cells).getAndIncrement(cell);
    }

    /// A new reader of what is recorded from now on.
    public Intervals intervals() {
        return intervals(() -> 0);
    }

    /// A new reader of what is recorded from now on, and of what took no time at all and is counted
    /// elsewhere.
    ///
    /// @param instants that count; it never falls
    public Intervals intervals(LongSupplier instants) {
        return new Intervals(this, instants);
    }

    private AtomicLongArray made(int index) {
        AtomicLongArray cells = new AtomicLongArray(CELLS);
        AtomicLongArray others = octaves.compareAndExchange(index, null, cells);
        return others == null ? cells : others;
    }

    /// Adds what was ever counted in an octave; each cell is read once, and never falls.
    ///
    /// @return null if nothing was
    long @Nullable [] sum(int octave) {
        long[] sum = null;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            AtomicLongArray cells = octaves.get(stripe * OCTAVES + octave);
            if (cells != null) {
                sum = sum == null ? new long[CELLS] : sum;
                for (int cell = 0; cell < CELLS; cell++) {
                    sum[cell] += cells.get(cell);
                }
            }
        }
        return sum;
    }

    /// The least time that is counted in a cell.
    static long least(int octave, int cell) {
        return octave == 0 ? cell : (long) (CELLS + cell) << (octave - 1);
    }
}
