package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.internal.node.NodeProbe;
import io.trunkline.engine.spi.SimulatedThreads;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Processes on a simulated node, which knows by itself when nothing is left to do.
record SimulatedHost(SimulatedNode node, ProcessKind kind) implements Host {
    static SimulatedHost scheduled(long seed, Deaths deaths) {
        return new SimulatedHost(
                Node.simulated(seed, NodeOptions.defaults().withListener(deaths)),
                ProcessKind.SCHEDULED);
    }

    static SimulatedHost threaded(long seed, Deaths deaths, SimulatedThreads threads) {
        return new SimulatedHost(
                NodeProbe.simulated(seed, NodeOptions.defaults().withListener(deaths), threads),
                ProcessKind.THREADED);
    }

    @Override
    public JsonNode settle(
            Supplier<Collection<Pid>> living,
            Supplier<JsonNode> view,
            Predicate<JsonNode> isExpected) {
        node.settle();
        return view.get();
    }
}
