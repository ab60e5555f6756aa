/// How tables tell keys apart: [TermKeys] for keys that are terms, [ComparatorKeys] for an order of
/// the application's own.
///
/// # Prints
///
/// An integer of 63 bits has a print of its own: a bijection of 63 bits, with bit 0 set. It adds a
/// random number, then alternates two multiplications by odd numbers and two folds of the upper
/// half onto the lower. The first multiplier is random too and the table's own. Multiplying by a
/// random odd number and taking the upper bits is universal hashing: for any two keys chosen
/// without knowing the multiplier, the upper k bits meet in at most two of 2^k cases; the folds and
/// the second product carry this to the lower bits. So nobody who does not know a table's numbers
/// can send it keys that gather in one place. Everything else goes through a hash code of 32 bits
/// first, as Java has it, so strings made to have one hash code do meet; stores must bear that, and
/// [TermKeys] has an order for such ties.
///
/// # Prefixes
///
/// A prefix is four bits of kind and sixty that the kind fills, each in a way that keeps the order
/// but may lose what it has no room for; see [Prefix]. If it lost nothing it stands for the key.
@NullMarked
package io.trunkline.ets.internal.key;

import org.jspecify.annotations.NullMarked;
