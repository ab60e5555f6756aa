/// Tasks: processes that compute one value for whoever asked for it, OTP's `Task`, alone, under a
/// supervisor, in streams, pipelines and scopes. Start at [io.trunkline.engine.task.Task].
@NullMarked
package io.trunkline.engine.task;

import org.jspecify.annotations.NullMarked;
