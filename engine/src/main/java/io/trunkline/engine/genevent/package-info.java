/// Events handled by a changing set of handlers in one process, OTP's `gen_event`. Start at
/// [io.trunkline.engine.genevent.GenEvent].
@NullMarked
package io.trunkline.engine.genevent;

import org.jspecify.annotations.NullMarked;
