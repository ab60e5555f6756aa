package io.trunkline.engine.sys;

import java.time.Duration;

/// What [Sys#statistics(io.trunkline.engine.Pid)] has counted.
///
/// @param elapsed for how long, on the node's clock
/// @param messagesIn how many messages came to be handled
/// @param messagesOut how many of them a callback answered
public record Statistics(Duration elapsed, long messagesIn, long messagesOut) {}
