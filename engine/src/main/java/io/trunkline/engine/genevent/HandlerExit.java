package io.trunkline.engine.genevent;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

/// The message to who added a handler with [GenEvent#addSup] when it is taken away.
///
/// @param id the handler's
/// @param reason `normal` if it was deleted, swapped or asked for it, `shutdown` if the manager
///   stopped, else what it threw
public record HandlerExit(Pid manager, Object id, ExitReason reason) {}
