package io.trunkline.engine;

/// The address of a caller waiting for a reply. It may be kept and answered later, by any thread or
/// process; the first reply counts and later ones are dropped, as are replies to a caller that gave
/// up.
public interface From {
    /// Answers the caller. Never blocks.
    void reply(Object reply);

    /// Whether the caller no longer waits: it was answered, gave up, or its deadline has passed.
    boolean isExpired();
}
