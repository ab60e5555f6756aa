package io.trunkline.observer.jmx;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.metrics.Inspectables;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.Map;

import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.openmbean.TabularData;

class NodeMBeansTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void aNodeIsSeenThroughJmxUntilItsBeanIsClosed() throws Exception {
        NodeOptions options = NodeOptions.defaults().withName("seen, \"through\" JMX");
        try (SimulatedNode node = Node.simulated(1, options)) {
            NodeMBeans beans = NodeMBeans.register(node);
            NodeMXBean bean = JMX.newMXBeanProxy(server, beans.name(), NodeMXBean.class);
            Pid supervisor =
                    Supervisor.start(node, named("top"), ONE_FOR_ONE, child("worker", Idle::new));
            node.settle();
            Pid worker = Supervisor.whichChildren(supervisor).getFirst().pid().orElseThrow();
            worker.exit(ExitReason.kill());
            node.settle();

            assertThat(bean.getName()).isEqualTo(node.name());
            assertThat(bean.getProcesses()).isEqualTo(node.processes().size());
            assertThat(bean.getRestarts()).isOne();
            assertThat(bean.getRestartsBySupervisor()).isEqualTo(Map.of("top " + supervisor, 1L));
            assertThat(bean.tree()).contains("top", "worker");
            assertThatThrownBy(() -> NodeMBeans.register(node))
                    .hasMessageContaining("node must have a name of its own in JMX");

            beans.close();
            beans.close();
            assertThat(server.isRegistered(beans.name())).isFalse();
        }
    }

    @Test
    void poolsBreakersAndMailboxesAreNumbersAndTexts() throws Exception {
        try (Node node = Node.start();
                NodeMBeans beans = NodeMBeans.register(node)) {
            CircuitBreaker breaker = CircuitBreaker.named("bank").build();
            Inspectables.of(node).add(breaker);
            ResourcePool.start(
                            node,
                            ResourceSpec.resource(Object::new, _ -> {}).name("trucks").size(2))
                    .checkout();
            NodeMXBean bean = JMX.newMXBeanProxy(server, beans.name(), NodeMXBean.class);

            assertThat(bean.getPools().get("Resource trucks")).containsEntry("inUse", 1.0);
            assertThat(bean.getStates()).containsEntry("Circuit bank", "CLOSED");
            assertThat(server.getAttribute(beans.name(), "Pools")).isInstanceOf(TabularData.class);

            Pid idle = node.start(new Idle()).pid();
            assertThat(bean.longestMailboxes(1)).hasSize(1);
            assertThat(bean.longestMailboxes(100)).anyMatch(line -> line.contains(idle.toString()));
            assertThatThrownBy(() -> bean.longestMailboxes(0))
                    .hasMessageContaining("most must be in 1..1000: most=0");
        }
    }

    record Ask() implements Call<Integer> {}

    /** Does nothing. */
    static final class Idle extends GenServer<Ask, Integer> {
        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Ask request, From from, Integer state) {
            return reply(state, state);
        }
    }
}
