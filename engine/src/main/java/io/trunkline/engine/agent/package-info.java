/// Agents: state behind a process, and functions that run there, OTP's `Agent`. Start at
/// [io.trunkline.engine.agent.Agent].
@NullMarked
package io.trunkline.engine.agent;

import org.jspecify.annotations.NullMarked;
