/// The gateway behind a port, for anything that speaks HTTP.
@NullMarked
package io.trunkline.examples.web;

import org.jspecify.annotations.NullMarked;
