package io.trunkline.ets;

import java.util.List;

/// A key and its rows, oldest first, read in one step (ets's `{Key, [Object]}`).
public record KeyRows<R>(Object key, List<R> rows) {}
