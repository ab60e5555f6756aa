package io.trunkline.engine.genevent;

import org.jspecify.annotations.Nullable;

/// A handler was deleted.
///
/// @param value what its `terminate` returned
public record Deleted(@Nullable Object value) {}
