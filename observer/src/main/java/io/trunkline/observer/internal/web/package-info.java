/// Requests and answers, and who may ask: knows nothing of nodes.
@NullMarked
package io.trunkline.observer.internal.web;

import org.jspecify.annotations.NullMarked;
