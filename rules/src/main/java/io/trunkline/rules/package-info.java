/// What every module of the library is held to, so that no reviewer has to remember it: a module's
/// tests extend these and say its name.
@NullMarked
package io.trunkline.rules;

import org.jspecify.annotations.NullMarked;
