/// What has happened on a node since somebody began to listen.
@NullMarked
package io.trunkline.observer.internal.history;

import org.jspecify.annotations.NullMarked;
