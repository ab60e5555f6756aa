package io.trunkline.ets;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// The message that tells a process that it owns a table now (ets's `'ETS-TRANSFER'`): it was given
/// away with [Table#giveAway], or its owner `from` died and the receiver is the heir.
///
/// It comes before the old owner's `Exit` or `Down`.
///
/// @param data what was given with it
public record TableTransfer(Table<?> table, Pid from, @Nullable Object data) {}
