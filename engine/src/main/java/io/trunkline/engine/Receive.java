package io.trunkline.engine;

/// What a selective receive decides about one message.
///
/// @param <T> what the receive returns
public sealed interface Receive<T> {
    /// Takes it out of the mailbox and returns `value`.
    record Take<T>(T value) implements Receive<T> {}

    /// Leaves it where it is, for a later receive.
    record Skip<T>() implements Receive<T> {}

    /// See [Take].
    static <T> Receive<T> take(T value) {
        return new Take<>(value);
    }

    /// See [Skip].
    @SuppressWarnings("unchecked") // it holds no T
    static <T> Receive<T> skip() {
        return (Receive<T>) Skips.SKIP;
    }
}
