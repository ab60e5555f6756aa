/// Processes, messages and signals as Erlang/OTP has them, for the JVM.
///
/// [Node] is where everything lives; [Pid] addresses a process from anywhere; [Self] is what a
/// process may do as itself. Server behaviours are in `io.trunkline.engine.genserver`.
///
/// # Memory consistency
///
/// - What a thread did before it sent a message, called, exited or signalled *happens before* what
///   the receiver does when it handles that message, request, exit or DOWN.
/// - What a process did while handling one message happens before what it does for the next one,
///   whichever threads run them.
/// - What a server did before it replied happens before the caller's return from `call`.
/// - The release of a dead process's names happens before anyone sees its DOWN or exit.
@NullMarked
package io.trunkline.engine;

import org.jspecify.annotations.NullMarked;
