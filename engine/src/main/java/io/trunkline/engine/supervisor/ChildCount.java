package io.trunkline.engine.supervisor;

/// How many children a supervisor has.
///
/// @param specs all, running or not
/// @param active those that run
/// @param supervisors those that are supervisors, running or not
/// @param workers the others
public record ChildCount(int specs, int active, int supervisors, int workers) {}
