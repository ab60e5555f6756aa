package io.trunkline.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.Startable;
import io.trunkline.engine.fixture.CrashesUnlogged;
import io.trunkline.engine.fixture.TestThreads;
import io.trunkline.engine.internal.node.NodeProbe;
import io.trunkline.engine.spi.Census;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.spi.SimulatedThreads;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Random supervision trees to which random things happen, in as many schedules, keep the laws of
/// [Witness] and [RandomTree] and leave nothing behind.
///
/// `-Dtrunkline.trees=N` runs N trees; a failure names its seed, and `-Dtrunkline.seed=S` runs that
/// one again.
@ExtendWith(CrashesUnlogged.class)
@Timeout(900)
class SupervisionTreeProperties {
    private static final int TREES = Integer.getInteger("trunkline.trees", 1_000);
    private static final int ACTIONS = 30;
    private static SimulatedThreads threads;

    @BeforeAll
    static void findThreads() {
        threads = TestThreads.assumed();
    }

    /// What came of one tree.
    private record Run(List<String> violations, String log) {}

    private static Run run(long seed, Function<SupervisorSpec, Startable> made) {
        SplittableRandom random = new SplittableRandom(~seed);
        Witness witness = new Witness();
        RandomTree tree = new RandomTree(seed, 1, witness, made);
        NodeOptions options = NodeOptions.defaults().withName("tree").withListener(tree);
        List<String> violations = new ArrayList<>();
        SimulatedNode closed;
        try (SimulatedNode node = NodeProbe.simulated(seed, options, threads)) {
            closed = node;
            witness.follows(node.clock());
            tree.begin(node);
            for (int i = 0; i < ACTIONS; i++) {
                tree.act();
                switch (random.nextInt(5)) {
                    case 0, 1 -> node.settle();
                    case 2 -> node.advance(Duration.ofMillis(random.nextInt(2_000)));
                    default -> {}
                }
            }
            if (random.nextInt(5) != 0) {
                tree.calmDown();
                node.advance(Duration.ofMinutes(2));
                tree.checkQuiet();
                tree.end();
                node.advance(Duration.ofMinutes(2));
                violations.addAll(tree.settleAccounts());
                Census census = NodeServices.of(node).census();
                if (!census.equals(new Census(0, 0, 0, 0, 0))) {
                    violations.add("nothing must be left: " + census + node.tree());
                }
            }
        }
        Census census = NodeServices.of(closed).census();
        if (!census.equals(new Census(0, 0, 0, 0, 0))) {
            violations.add("a closed node must have nothing left: " + census);
        }
        violations.addAll(witness.violations());
        return new Run(violations.stream().distinct().toList(), witness.log());
    }

    @Test
    void treesObeyTheLaws() {
        Long again = Long.getLong("trunkline.seed");
        long first = again == null ? new SplittableRandom().nextLong() : again;
        for (long seed = first; seed < first + (again == null ? TREES : 1); seed++) {
            Run run = run(seed, spec -> spec);
            assertThat(run.violations())
                    .as("-Dtrunkline.seed=%d replays this:%n%s", seed, run.log())
                    .isEmpty();
        }
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        long first = new SplittableRandom().nextLong();
        for (long seed = first; seed < first + 20; seed++) {
            assertThat(run(seed, spec -> spec).log())
                    .as("seed %d", seed)
                    .isEqualTo(run(seed, spec -> spec).log());
        }
    }

    /// The laws are worth something: supervisors with a bug break them, and do so again.
    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundAndReplayed(Backwards.Bug bug) {
        long first = new SplittableRandom().nextLong();
        Function<SupervisorSpec, Startable> planted = spec -> Backwards.of(spec, bug);
        for (long seed = first; seed < first + 1_000; seed++) {
            Run found = run(seed, planted);
            if (found.violations().stream().anyMatch(it -> it.startsWith(lawAgainst(bug)))) {
                assertThat(run(seed, planted)).as("seed %d", seed).isEqualTo(found);
                return;
            }
        }
        fail("a planted bug must be found: bug=%s, first seed=%d", bug, first);
    }

    private static String lawAgainst(Backwards.Bug bug) {
        return switch (bug) {
            case STOPS_IN_START_ORDER -> "children must stop in reverse start order";
            case RESTARTS_TOO_EARLY -> "an old life must be over first";
            case NEVER_GIVES_UP -> "a supervisor must not exceed its intensity";
        };
    }
}
