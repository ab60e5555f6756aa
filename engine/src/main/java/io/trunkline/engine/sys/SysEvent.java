package io.trunkline.engine.sys;

/// Something that happened in a behaviour: what `Sys` traces, counts and logs. Messages and states
/// have been through the behaviour's formatting.
public sealed interface SysEvent {
    /// A request came to be handled.
    record Called(Object request) implements SysEvent {}

    /// A cast came to be handled.
    record Casted(Object message) implements SysEvent {}

    /// Any other message came to be handled.
    record Received(Object message) implements SysEvent {}

    /// A callback answered the caller.
    record Replied(Object reply) implements SysEvent {}

    /// What had come is handled, which left this state.
    record Handled(Object state) implements SysEvent {}

    /// A state machine put an event off.
    record Postponed(Object event) implements SysEvent {}

    /// A state machine changed its state.
    record Entered(Object state) implements SysEvent {}
}
