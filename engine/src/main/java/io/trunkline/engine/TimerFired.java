package io.trunkline.engine;

/// The message of a timer made by [Self#startTimer]: OTP's `{timeout, Ref, Msg}`.
///
/// A receiver that has cancelled or replaced a timer may still find its message; it tells a stale
/// one by `ref`.
///
/// @param ref the timer it comes from
/// @param message what the timer was started with
public record TimerFired(TimerRef ref, Object message) {}
