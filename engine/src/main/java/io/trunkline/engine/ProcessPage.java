package io.trunkline.engine;

import java.util.List;
import java.util.OptionalLong;

/// Some of the processes of a node; see [Node#processes(long, int)].
///
/// @param pids processes that lived when they were looked at, in no order; there may be fewer than
///   asked for, or none, before the last page
/// @param next where the next page begins; empty if this is the last
public record ProcessPage(List<Pid> pids, OptionalLong next) {
    public ProcessPage {
        pids = List.copyOf(pids);
    }
}
