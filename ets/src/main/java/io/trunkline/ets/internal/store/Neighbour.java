package io.trunkline.ets.internal.store;

import java.util.List;

/// A key met on a walk from key to key, as it is stored, and its rows, read in one step with it.
public record Neighbour(Object key, List<Object> rows) {}
