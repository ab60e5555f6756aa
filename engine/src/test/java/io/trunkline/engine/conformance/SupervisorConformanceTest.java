package io.trunkline.engine.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/// [io.trunkline.engine.supervisor.Supervisor] does what the real runtime's `supervisor` did.
@ExtendWith(CrashesUnlogged.class)
class SupervisorConformanceTest {
    @Test
    void doesWhatTheRealRuntimeDid() {
        SupervisionExpectation expectation = SupervisionExpectation.ordered();
        List<Replayer.Run> runs =
                Replayer.seeds()
                        .mapToObj(seed ->
                                expectation.run(
                                        "simulated with seed " + seed,
                                        setup -> new SupervisorWorld(setup, seed)))
                        .toList();
        new Replayer(expectation, runs).replayArea("supervisor");
    }
}
