/// Tables as files: one format of our own, written whole or not at all, and checked before any of
/// it is believed.
///
/// # Layout
///
/// `Frames` are what a file is made of; [TableFiles] puts the header, the blocks of rows and the
/// footer into them. `ValueWriter` and `ValueReader` are the two sides of one value. The bytes are
/// laid down in docs/design/ets-file.md.
///
/// # Trust
///
/// Nothing that a file says is believed before it is checked: a length is at most what is left, a
/// count at most what could follow, and memory grows with what was read. No class is ever looked up
/// by a name from a file: enums and records come from the classes of the reader's own row class,
/// whose names are compared with those in the file.
@NullMarked
package io.trunkline.ets.internal.file;

import org.jspecify.annotations.NullMarked;
