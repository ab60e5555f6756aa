package io.trunkline.engine.statem;

import io.trunkline.engine.From;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// An event that the machine has and has not handled yet, in a list of such. Immutable, so that any
/// thread may walk over a list that the machine goes on changing.
///
/// @param kind where it came from
/// @param from who waits for its answer
/// @param next the rest of the list
record Waiting(Kind kind, Object event, From from, @Nullable Waiting next) {
    /// Where an event came from.
    enum Kind {
        /// Somebody's call or cast.
        EVENT,
        /// A plain message, for `handleInfo`.
        INFO,
        /// The machine itself: a time-out, or an event it gave itself. Nobody misses it.
        OWN
    }

    /// The list back to front, in front of another.
    static @Nullable Waiting reversed(@Nullable Waiting list, @Nullable Waiting rest) {
        Waiting result = rest;
        for (Waiting w = list; w != null; w = w.next) {
            result = new Waiting(w.kind, w.event, w.from, result);
        }
        return result;
    }

    /// What others have sent, in no order: messages, and callers as their [From].
    static Collection<?> sent(@Nullable Waiting queue, @Nullable Waiting postponed) {
        if (queue == null && postponed == null) {
            return List.of();
        }
        List<Object> sent = new ArrayList<>();
        collect(postponed, sent);
        collect(queue, sent);
        return sent;
    }

    private static void collect(@Nullable Waiting list, List<Object> sent) {
        for (Waiting w = list; w != null; w = w.next) {
            if (w.kind != Kind.OWN) {
                sent.add(w.from == Nobody.WAITS ? w.event : w.from);
            }
        }
    }
}
