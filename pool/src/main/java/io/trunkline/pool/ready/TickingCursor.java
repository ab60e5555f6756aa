package io.trunkline.pool.ready;

import io.trunkline.engine.Clock;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/// An event each period. It keeps to multiples of that, however late its reader looks. Confined to
/// the reader.
final class TickingCursor<E> implements Feed.Cursor<E> {
    private final Clock clock;
    private final long period;
    private final LongFunction<? extends E> event;
    private final long start;

    private long told;

    TickingCursor(Clock clock, long period, LongFunction<? extends E> event) {
        this.clock = clock;
        this.period = period;
        this.event = event;
        start = clock.nanoTime();
    }

    @Override
    public Feed.Rest take(int most, List<? super E> out) {
        long passed = (clock.nanoTime() - start) / period;
        if (most > 0 && passed > told) {
            told = passed;
            out.add(event.apply(passed));
        }
        long next = start + (passed + 1) * period;
        return new Feed.Rest.Later(Duration.ofNanos(Math.max(1, next - clock.nanoTime())));
    }
}
