package io.trunkline.engine.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.fixture.CrashesUnlogged;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.spi.Census;
import io.trunkline.engine.spi.NodeServices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// The trees of [SupervisionTreeProperties] on real nodes: nothing gets lost and nothing is left.
/// For two seconds, or `-Dtrunkline.chaos.seconds=N`. The seed decides what is done, the machine in
/// which order.
@ExtendWith(CrashesUnlogged.class)
@Timeout(900)
class SupervisionTreeIT {
    private static final long SECONDS = Long.getLong("trunkline.chaos.seconds", 2);
    private static final long SEED =
            Long.getLong("trunkline.chaos.seed", new SplittableRandom().nextLong());
    private static final int ACTIONS = 60;

    /// How much shorter all times are than on a simulated node.
    private static final int HASTE = 1_000;

    @Test
    void nothingGetsLostAndNothingIsLeft() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long seed = SEED; System.nanoTime() - end < 0; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        RandomTree tree = new RandomTree(seed, HASTE, null, spec -> spec);
        try (Node node = Node.start(NodeOptions.defaults().withListener(tree))) {
            tree.begin(node);
            for (int i = 0; i < ACTIONS; i++) {
                tree.act();
            }
            tree.calmDown();
            tree.end();
            Patience.until("seed " + seed + ": all ends " + node.tree(), tree::isOver);
            assertThat(tree.settleAccounts()).as("seed %d", seed).isEmpty();
            Patience.until(
                    "seed " + seed + ": nothing is left",
                    () -> NodeServices.of(node).census().equals(new Census(0, 0, 0, 0, 0)));
        }
    }
}
