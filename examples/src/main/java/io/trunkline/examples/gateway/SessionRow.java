package io.trunkline.examples.gateway;

import io.trunkline.engine.Pid;

/// A row of the table of sessions.
///
/// @param session the client's process
/// @param stats what that has done so far
record SessionRow(String client, Pid session, SessionStats stats) {}
