package io.trunkline.pool.ready;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.TimerRef;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.Subscription;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A stage that makes one event, an immutable list, of several: of `size`, or of fewer when
/// `within` has passed since the first of them came.
///
/// ```java
/// Stage.from(node, source).via(() -> Batcher.of(100, ofMillis(50))).into(Writer::new, maxDemand(4))
/// ```
///
/// Events that wait for others of their batch are lost if it crashes.
///
/// @param <E> the events it receives
public final class Batcher<E> extends ProducerConsumer<E, List<E>, List<E>> {
    private final int size;
    private final Duration within;

    private @Nullable Due due;

    private Batcher(int size, Duration within) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1: size=" + size);
        }
        if (!within.isPositive()) {
            throw new IllegalArgumentException("within must be positive: within=" + within);
        }
        this.size = size;
        this.within = within;
    }

    /// The time of a batch that was open is over; compared by identity.
    private static final class Due implements Behaviour.Notice {
        @Nullable TimerRef timer;
    }

    /// One that makes batches of at most `size` events, waiting for at most `within`.
    public static <E> Batcher<E> of(int size, Duration within) {
        return new Batcher<>(size, within);
    }

    @Override
    protected Init<List<E>> init() {
        return ok(new ArrayList<>());
    }

    @Override
    protected Outcome<List<E>> handleEvents(List<E> events, Subscription from, List<E> open) {
        List<List<E>> full = new ArrayList<>();
        for (E event : events) {
            open.add(event);
            if (open.size() == size) {
                full.add(closed(open));
            }
        }
        if (!open.isEmpty() && due == null) {
            Due next = new Due();
            next.timer = self().sendAfter(within, next);
            due = next;
        }
        return emit(full, open);
    }

    @Override
    protected Outcome<List<E>> handleInfo(Object message, List<E> open) {
        return message == due ? emit(List.of(closed(open)), open) : noReply(open);
    }

    @Override
    protected Outcome<List<E>> handleDrain(List<E> open) {
        return open.isEmpty() ? last(open) : emitLast(List.of(closed(open)), open);
    }

    private List<E> closed(List<E> open) {
        if (due != null && due.timer != null) {
            due.timer.cancel();
        }
        due = null;
        List<E> batch = List.copyOf(open);
        open.clear();
        return batch;
    }
}
