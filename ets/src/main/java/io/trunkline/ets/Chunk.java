package io.trunkline.ets;

import java.util.List;
import java.util.Optional;

/// A part of the results of a selection with a limit, and where it goes on (a continuation).
///
/// A chunk holds no lock and fixes nothing; it may be kept for any time. Each key that is in the
/// table from the first chunk to the last is met exactly once, in all types of tables.
public interface Chunk<T> {
    /// From one to the limit of results.
    List<T> results();

    /// The next chunk, as the table is now; empty at the end.
    ///
    /// @throws NoSuchTable if the table is gone
    /// @throws AccessDenied if the caller may not read
    Optional<Chunk<T>> next();
}
