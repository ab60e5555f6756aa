/// What a table asks of the structure that holds its rows.
///
/// A [Store] knows keys through [Keys] and rows through [RowType], and nothing of names, owners and
/// rights: those are the table's. There is one make for tables without order and one for those
/// with.
///
/// # Slots
///
/// What a store holds under one key is a *slot*: the row itself in sets and ordered sets, a list of
/// rows, oldest first, in bags.
@NullMarked
package io.trunkline.ets.internal.store;

import org.jspecify.annotations.NullMarked;
