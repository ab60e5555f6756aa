/// How match specifications are run: compiled once, into a tree of small nodes, then run over many
/// rows without allocating anything but results.
///
/// A [Program] is shared; each run has a [Matcher] of its own, which holds the values of variables.
/// Variables that occur once, as an element of the row itself, are not stored but read from the row
/// when asked for, so that a guard on one element costs no more than reading it. A failing call is
/// no exception but a value of its own, [Node#FAILED], which guards pass on and results replace by
/// the atom `'EXIT'`.
///
/// [KeyAccess] says which rows of a table need to be looked at, and [KeptKeys] whether a program
/// that replaces rows keeps their keys.
@NullMarked
package io.trunkline.ets.internal.match;

import org.jspecify.annotations.NullMarked;
