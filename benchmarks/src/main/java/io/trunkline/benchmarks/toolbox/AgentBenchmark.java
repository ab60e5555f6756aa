package io.trunkline.benchmarks.toolbox;

import io.trunkline.engine.Node;
import io.trunkline.engine.agent.Agent;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// `agent-get` and `agent-update`: an idle agent and one caller.
@State(Scope.Benchmark)
public class AgentBenchmark extends ToolboxBenchmark {
    private Node node;
    private Agent<Integer> agent;

    @Setup
    public void start() {
        node = Node.start();
        agent = Agent.start(node, () -> 0);
    }

    @TearDown
    public void close() {
        node.close();
    }

    @Benchmark
    public Integer agentGet() {
        return agent.get(n -> n);
    }

    @Benchmark
    public void agentUpdate() {
        agent.update(n -> n + 1);
    }
}
