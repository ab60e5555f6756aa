/// Applications: the supervision trees of a node that depend on each other, started in that order
/// and stopped in reverse, OTP's `application`. Start at
/// [io.trunkline.engine.application.Applications].
@NullMarked
package io.trunkline.engine.application;

import org.jspecify.annotations.NullMarked;
