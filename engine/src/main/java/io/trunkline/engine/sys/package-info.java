/// Looking into running processes and steering them, OTP's `sys`. Start at
/// [io.trunkline.engine.sys.Sys]; who writes a behaviour of his own starts at
/// [io.trunkline.engine.sys.SysBehaviour].
///
/// Everything here is paid for while it is used: a behaviour that nobody looks into tests one
/// field.
@NullMarked
package io.trunkline.engine.sys;

import org.jspecify.annotations.NullMarked;
