/// Tables as `java.util` maps.
///
/// A view keeps nothing: each of its methods works on the table, with the rights of whoever calls
/// it. Where a method takes a function of the caller, the function runs without a lock, and again
/// if the row has changed when it returns.
@NullMarked
package io.trunkline.ets.internal.view;

import org.jspecify.annotations.NullMarked;
