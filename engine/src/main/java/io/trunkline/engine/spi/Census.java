package io.trunkline.engine.spi;

/// How much a node has of what can be left behind; the numbers may be of slightly different
/// moments.
///
/// @param processes living ones, implicit ones included
/// @param names registered ones
/// @param monitors active ones that its processes hold
/// @param timers pending ones that somebody's code has set; on a closed node: those that were
///   pending when its processes and extensions had ended, so that nobody was left who would have
///   stopped them
/// @param threads those of threaded processes that still run, also of dead ones that ignore it
public record Census(int processes, int names, int monitors, int timers, int threads) {}
