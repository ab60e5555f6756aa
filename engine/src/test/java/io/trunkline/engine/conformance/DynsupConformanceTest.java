package io.trunkline.engine.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/// [io.trunkline.engine.supervisor.DynamicSupervisor] does what the real runtime's did.
@ExtendWith(CrashesUnlogged.class)
class DynsupConformanceTest {
    @Test
    void doesWhatTheRealRuntimeDid() {
        SupervisionExpectation expectation = SupervisionExpectation.parallel();
        List<Replayer.Run> runs =
                Replayer.seeds()
                        .mapToObj(seed ->
                                expectation.run(
                                        "simulated with seed " + seed,
                                        setup -> new DynsupWorld(setup, seed)))
                        .toList();
        new Replayer(expectation, runs).replayArea("dynsup");
    }
}
