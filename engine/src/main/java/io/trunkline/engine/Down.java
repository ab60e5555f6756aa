package io.trunkline.engine;

/// The message that a monitor sends, once, when its process has ended.
///
/// @param pid who ended; for a monitor by a name that nobody had, a pid that was never alive
public record Down(MonitorRef ref, Pid pid, ExitReason reason) {}
