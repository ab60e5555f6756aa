package io.trunkline.engine.conformance;

import io.trunkline.engine.fixture.CrashesUnlogged;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

/// `GenServer` does what the real runtime's `gen_server` did, with the deviations that
/// [GenServerExpectation] lists.
@ExtendWith(CrashesUnlogged.class)
class GenServerConformanceTest {
    @Test
    void doesWhatTheRealRuntimeDid() {
        List<Replayer.Run> runs =
                Replayer.seeds()
                        .mapToObj(seed ->
                                new Replayer.Run(
                                        "simulated with seed " + seed,
                                        setup -> new GenServerWorld(setup, seed)))
                        .toList();
        new Replayer(new GenServerExpectation(), runs).replayArea("genserver");
    }
}
