package io.trunkline.pool.dataflow;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Makes one result of all events of a window. Confined to its stage.
final class Reducer<E, A> implements Sink<E> {
    private final Window window;
    private final Supplier<? extends A> seed;
    private final BiFunction<? super A, ? super E, ? extends A> step;
    private final Sink<? super A> next;
    private final Timers timers;

    /// Null between two windows.
    private @Nullable A open;

    /// How many events the open window has.
    private int events;

    /// How many windows were closed, by which a timer knows whether its own still is open.
    private long closed;

    Reducer(
            Window window,
            Supplier<? extends A> seed,
            BiFunction<? super A, ? super E, ? extends A> step,
            Sink<? super A> next,
            Timers timers) {
        this.window = window;
        this.seed = seed;
        this.step = step;
        this.next = next;
        this.timers = timers;
    }

    @Override
    public void accept(E event) {
        A before = open;
        if (before == null) {
            before = seed.get();
            if (window instanceof Window.Time time) {
                long number = closed;
                timers.after(time.length(), () -> closeIfOpen(number));
            }
        }
        open = step.apply(before, event);
        events++;
        if (window instanceof Window.Count count && events == count.events()) {
            close();
        }
    }

    @Override
    public void end() {
        close();
        next.end();
    }

    private void closeIfOpen(long number) {
        if (number == closed) {
            close();
        }
    }

    private void close() {
        A result = open;
        if (result != null) {
            open = null;
            events = 0;
            closed++;
            next.accept(result);
        }
    }
}
