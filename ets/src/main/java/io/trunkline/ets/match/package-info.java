/// Match specifications: which rows of a table to take and what to make of them, as a value.
///
/// A [MatchSpec][io.trunkline.ets.match.MatchSpec] is made of what
/// [Match][io.trunkline.ets.match.Match] names, or read from the tuples and lists that Erlang
/// writes. A table sees through it, unlike a lambda: it finds bound keys, and rows by range of
/// keys.
@NullMarked
package io.trunkline.ets.match;

import org.jspecify.annotations.NullMarked;
