package io.trunkline.engine.chaos;

import io.trunkline.engine.fixture.CrashesUnlogged;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Rounds of [Chaos] for a second for each number of runners, or for `-Dtrunkline.chaos.seconds=N`.
/// A failure names its seed; `-Dtrunkline.chaos.seed=N` begins with it.
@ExtendWith(CrashesUnlogged.class)
class NodeChaosIT {
    private static final long SECONDS = Long.getLong("trunkline.chaos.seconds", 1);
    private static final long SEED = Long.getLong("trunkline.chaos.seed", System.nanoTime());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void obeysTheLaws(int runners) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long seed = SEED; System.nanoTime() - end < 0; seed++) {
            boolean closeEarly = new SplittableRandom(seed).nextInt(4) == 0;
            new Chaos(seed, runners, closeEarly).run();
        }
    }
}
