/// Supervisors: processes that start others, restart them when they fail and stop them in order,
/// OTP's `supervisor`. Start at [io.trunkline.engine.supervisor.Supervisor], or, for children that
/// come and go, at [io.trunkline.engine.supervisor.DynamicSupervisor].
@NullMarked
package io.trunkline.engine.supervisor;

import org.jspecify.annotations.NullMarked;
