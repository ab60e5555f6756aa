package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;

/// Why a supervisor did not start: the detail of its [ExitReason.ShutdownWith].
///
/// @param child the id of the child that did not
/// @param reason why that one did not
public record FailedToStartChild(String child, ExitReason reason) {}
