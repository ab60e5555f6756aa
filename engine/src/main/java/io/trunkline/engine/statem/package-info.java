/// State machines as processes, OTP's `gen_statem`: postponed events, events that a machine gives
/// itself, time-outs by name, state enter calls. Start at [io.trunkline.engine.statem.GenStatem].
@NullMarked
package io.trunkline.engine.statem;

import org.jspecify.annotations.NullMarked;
