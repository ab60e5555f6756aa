package io.trunkline.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.agent.Agent;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ListenersTest {
    private final List<Object> first = new ArrayList<>();
    private final List<Object> second = new ArrayList<>();

    private static NodeListener into(List<Object> heard) {
        return new NodeListener() {
            @Override
            public void deadLetter(Pid receiver, Object message) {
                heard.add(message);
            }
        };
    }

    private static NodeListener thrower() {
        return new NodeListener() {
            @Override
            public void deadLetter(Pid receiver, Object message) {
                throw new IllegalStateException("thrown on purpose");
            }
        };
    }

    @Test
    void listenersThatComeLaterHearBesideTheFirstUntilTheyAreTakenAway() {
        NodeOptions options = NodeOptions.defaults().withListener(into(first));
        try (SimulatedNode node = Node.simulated(1, options)) {
            NodeServices services = NodeServices.of(node);
            Pid dead = dead(node);

            dead.send("before");
            NodeListener late = into(second);
            node.addListener(thrower());
            node.addListener(late);
            dead.send("both");
            node.removeListener(late);
            dead.send("after");
        }
        assertThat(first).containsExactly("before", "both", "after");
        assertThat(second).containsExactly("both");
    }

    @Test
    void onlyLivingBehavioursAnswerSys() {
        try (SimulatedNode node = Node.simulated(1)) {
            NodeServices services = NodeServices.of(node);
            Pid server = Agent.start(node, () -> 0).pid();

            assertThat(services.answersSys(server)).isTrue();
            assertThat(services.answersSys(services.root())).isFalse();
            server.exit(ExitReason.kill());
            node.settle();
            assertThat(services.answersSys(server)).isFalse();
        }
    }

    private static Pid dead(SimulatedNode node) {
        Pid pid = Agent.start(node, () -> 0).pid();
        pid.exit(ExitReason.kill());
        node.settle();
        return pid;
    }
}
