/// Tables: rights, owners, names and operations, over a store of rows.
///
/// # Locks
///
/// A table's [Ownership] has a lock of its own, taken for changes of the owner, the heir and the
/// rights, and for the table's end; the registry's lock is taken inside it, for names. Neither is
/// ever held while rows are read or written, or while a message is sent.
@NullMarked
package io.trunkline.ets.internal.table;

import org.jspecify.annotations.NullMarked;
