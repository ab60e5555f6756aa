package io.trunkline.engine.genevent;

import org.jspecify.annotations.Nullable;

/// Does something about events. Its state is its fields: it is used by its manager's process only,
/// one callback at a time. What a callback throws takes this handler away, and nothing else.
///
/// @param <E> the events
@FunctionalInterface
public interface EventHandler<E> {
    /// Whether a handler stays.
    enum Next {
        /// It stays.
        KEEP,
        /// It is taken away, with [Removal.Asked].
        REMOVE
    }

    /// Handles an event.
    Next handleEvent(E event);

    /// Called when it is added.
    ///
    /// @param before how the handler ended that this one is swapped in for; null if there was none
    default void init(@Nullable Deleted before) {}

    /// Answers [GenEvent#call]. The default throws.
    default Object handleCall(Object request) {
        throw new UnsupportedOperationException("handleCall must handle: request=" + request);
    }

    /// Handles a plain message to the manager's process. The default does nothing.
    default Next handleInfo(Object message) {
        return Next.KEEP;
    }

    /// Called when it is taken away.
    ///
    /// @return for who deletes it, or for who is swapped in
    default @Nullable Object terminate(Removal why) {
        return null;
    }
}
