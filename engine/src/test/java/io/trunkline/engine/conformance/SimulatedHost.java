package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Scheduled processes on a simulated node, which knows by itself when nothing is left to do.
record SimulatedHost(SimulatedNode node) implements Host {
    static SimulatedHost of(long seed, Deaths deaths) {
        return new SimulatedHost(Node.simulated(seed, NodeOptions.defaults().withListener(deaths)));
    }

    @Override
    public Pid spawn(Actor actor) {
        return node.start(() -> actor).pid();
    }

    @Override
    public Pid spawnLink(Self parent, Actor actor) {
        return parent.startLink(() -> actor).pid();
    }

    @Override
    public MonitorRef spawnMonitor(Self parent, Actor actor) {
        return parent.startMonitor(() -> actor, StartOptions.defaults());
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
