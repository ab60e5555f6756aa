package io.trunkline.engine.internal.process;

/// A message for `handleCast`.
record Cast(Object message) {}
