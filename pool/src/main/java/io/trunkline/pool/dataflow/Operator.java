package io.trunkline.pool.dataflow;

import java.util.function.Consumer;

/// What happens to the events of a layer: makes, for each stage that runs it, a sink of its own.
///
/// @param <I> the events that come in
/// @param <O> the events that come out
@FunctionalInterface
interface Operator<I, O> {
    Sink<I> before(Sink<? super O> next, Timers timers);

    static <E> Operator<E, E> none() {
        return (next, _) -> forwarding(next::accept, next);
    }

    default <P> Operator<I, P> then(Operator<? super O, P> after) {
        return (next, timers) -> before(after.before(next, timers), timers);
    }

    /// One that handles events by itself and passes the end on.
    static <E> Sink<E> forwarding(Consumer<? super E> action, Sink<?> next) {
        return new Sink<>() {
            @Override
            public void accept(E event) {
                action.accept(event);
            }

            @Override
            public void end() {
                next.end();
            }
        };
    }
}
