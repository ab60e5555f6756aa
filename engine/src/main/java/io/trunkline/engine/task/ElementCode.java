package io.trunkline.engine.task;

import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/// The code of one element of a stream; shown as the stream's function.
///
/// @param <I> the inputs
/// @param <T> what the function returns
record ElementCode<I, T>(Function<? super I, ? extends T> function, I input)
        implements Callable<T>, Supplier<T> {
    @Override
    public T call() {
        return get();
    }

    @Override
    public T get() {
        return function.apply(input);
    }

    @Override
    public String toString() {
        return function.getClass().getName();
    }
}
