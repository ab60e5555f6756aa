/// What the pages show, as JSON.
@NullMarked
package io.trunkline.observer.internal.view;

import org.jspecify.annotations.NullMarked;
