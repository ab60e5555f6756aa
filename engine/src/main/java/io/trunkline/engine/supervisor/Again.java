package io.trunkline.engine.supervisor;

import io.trunkline.engine.Behaviour;

/// A supervisor's message to itself: to go on with a restart. Between two tries it answers others.
///
/// @param ticket of the restart; see [Member#isCurrent]
/// @param counted whether the restart counts already, as after a delay, or is a new one because the
///   last has failed
record Again(Member member, int ticket, boolean counted) implements Behaviour.Notice {}
