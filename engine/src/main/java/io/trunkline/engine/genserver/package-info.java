/// Servers: processes that hold a state and answer calls, OTP's `gen_server`. Start at
/// [io.trunkline.engine.genserver.GenServer].
@NullMarked
package io.trunkline.engine.genserver;

import org.jspecify.annotations.NullMarked;
