package io.trunkline.engine.statem;

import io.trunkline.engine.ExitReason;

/// What `init` returns; made by the methods of [GenStatem].
///
/// @param <S> the machine's states
public sealed interface Init<S> {
    /// Started, with the first state and what comes with it.
    record Ok<S>(Transition<S> first) implements Init<S> {
        public Ok {
            if (first.verb != Transition.Verb.NEXT || first.replies || first.postpones) {
                throw new IllegalArgumentException(
                        "first transition must be next(state) without reply and postpone: first="
                                + first);
            }
        }
    }

    /// Not wanted.
    record Ignore<S>() implements Init<S> {}

    /// Failed.
    record Stop<S>(ExitReason reason) implements Init<S> {}
}
