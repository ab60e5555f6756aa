package io.trunkline.engine;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.supervisor.Supervisor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Optional;

class ProcessTreeTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private SimulatedNode node;
    private Pid top;

    @BeforeEach
    void startTree() {
        node = nodes.simulated(1);
        top =
                Supervisor.start(
                        node,
                        named("top"),
                        ONE_FOR_ONE,
                        child("cache", Lab::new),
                        supervisor("workers", ONE_FOR_ONE, child("a", Lab::new)));
    }

    @Test
    void itShowsWhoStartedWhomAndPrintsIt() {
        ProcessTree tree = node.tree();

        assertThat(tree.paths().keySet())
                .containsExactly("top", "top/cache", "top/workers", "top/workers/a");
        assertThat(tree.size()).isEqualTo(4);
        assertThat(tree.find("top", "cache").orElseThrow().code()).isEqualTo(Lab.class.getName());
        assertThat(tree.toString().lines().map(line -> line.replaceAll("<.*", "<")))
                .containsExactly(
                        node.name() + " <", "  top <", "    cache <", "    workers <", "      a <");
    }

    @Test
    void itSaysWhatChangedSinceAnEarlierOne() {
        ProcessTree before = node.tree();
        Pid cache = before.find("top", "cache").orElseThrow().pid();
        Pid workers = before.find("top", "workers").orElseThrow().pid();
        Pid a = before.find("top", "workers", "a").orElseThrow().pid();

        cache.exit(ExitReason.kill());
        node.settle();
        Supervisor.terminateChild(workers, "a");
        Pid twin = node.start(new Lab()).pid();
        ProcessTree after = node.tree();

        assertThat(before.diff(after))
                .containsExactly(
                        new ProcessTree.Change.Restarted(
                                "top/cache", cache, after.find("top", "cache").orElseThrow().pid()),
                        new ProcessTree.Change.Ended("top/workers/a", a),
                        new ProcessTree.Change.Started("Lab", twin));
        assertThat(after.diff(after)).isEmpty();
        assertThat(node.tree()).isEqualTo(after);
    }

    @Test
    void thoseWhoseParentHasEndedAreAtTheTop() {
        Pid parent = node.start(new Lab()).pid();
        Pid orphan =
                Lab.run(
                        parent,
                        lab -> {
                            Pid child = lab.me().startLink(new Lab(), named("orphan")).pid();
                            lab.me().unlink(child);
                            return child;
                        });
        parent.exit(ExitReason.kill());
        node.settle();

        assertThat(node.tree().paths()).containsEntry("orphan", orphan);
    }

    @Test
    void siblingsWithOneTitleAreNumbered() {
        node.start(new Lab());
        node.start(new Lab());

        assertThat(node.tree().paths()).containsKeys("Lab", "Lab#2");
    }

    @Test
    void itsJsonIsValidWhateverTheNames() throws Exception {
        String nasty = "\"\\\n\u0000\u001f</é\uD800 \uD83D\uDE00";
        ProcessTree tree =
                new ProcessTree(
                        top,
                        Optional.of(nasty),
                        Optional.empty(),
                        "code",
                        List.of(
                                new ProcessTree(
                                        top, Optional.empty(), Optional.of("n"), "c", List.of())));

        JsonNode json = new ObjectMapper().readTree(tree.toJson());

        assertThat(json.get("id").textValue()).isEqualTo(nasty);
        assertThat(json.get("name").isNull()).isTrue();
        assertThat(json.get("pid").textValue()).isEqualTo(top.toString());
        assertThat(json.get("children").get(0).get("name").textValue()).isEqualTo("n");
    }
}
