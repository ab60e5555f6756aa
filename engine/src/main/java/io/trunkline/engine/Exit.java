package io.trunkline.engine;

/// An exit signal as a message: what a process that traps exits gets instead of dying.
///
/// @param from who ended, or who sent the signal
public record Exit(Pid from, ExitReason reason) {}
