/// A page for the browser that shows a running node: processes, supervision trees, tables, crashes.
@NullMarked
package io.trunkline.observer;

import org.jspecify.annotations.NullMarked;
