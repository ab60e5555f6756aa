package io.trunkline.engine.internal.process;

import io.trunkline.engine.ExitReason;

/// The request of [io.trunkline.engine.Pid#stop].
record StopRequest(ExitReason reason) {}
