package io.trunkline.engine.genserver;

import io.trunkline.engine.ExitReason;

import java.time.Duration;

/// What `init` returns; made by the methods of [GenServer].
///
/// @param <S> the server's state
public sealed interface Init<S> {
    /// Started, with what comes next.
    record Ok<S>(Outcome<S> next) implements Init<S> {}

    /// Not wanted.
    record Ignore<S>() implements Init<S> {}

    /// Failed.
    record Stop<S>(ExitReason reason) implements Init<S> {}

    /// This, and a receive timeout as [Outcome#timeout]; only after `ok`.
    default Init<S> timeout(Duration timeout) {
        return switch (this) {
            case Ok<S>(Outcome<S> next) -> new Ok<>(next.timeout(timeout));
            case Ignore<S> _, Stop<S> _ ->
                    throw new IllegalStateException(
                            "timeout must follow ok: init=" + this + ", timeout=" + timeout);
        };
    }
}
