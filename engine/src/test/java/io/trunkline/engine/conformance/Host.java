package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Where the processes of a links scenario live: which kind of node, and which kind of processes.
interface Host {
    Node node();

    /// Which processes its actors become.
    ProcessKind kind();

    /// Waits until nothing happens any more.
    ///
    /// @param living who may still do something
    /// @param view what there is to observe
    /// @param isExpected whether a view is what it should come to
    /// @return the view at the end
    JsonNode settle(
            Supplier<Collection<Pid>> living,
            Supplier<JsonNode> view,
            Predicate<JsonNode> isExpected);
}
