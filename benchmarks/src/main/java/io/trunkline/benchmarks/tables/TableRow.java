package io.trunkline.benchmarks.tables;

/// A row of a key and a number.
record TableRow(Object key, long value) {}
