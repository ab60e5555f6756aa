package io.trunkline.engine.supervisor;

/// A message between random processes.
///
/// @param number of its own
/// @param sender who sent it
/// @param order counts up from one message of this sender to the next
/// @param hops how often it may cause others
record TreeMail(int number, int sender, int order, int hops) {}
