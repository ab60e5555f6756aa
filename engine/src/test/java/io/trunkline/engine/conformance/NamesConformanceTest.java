package io.trunkline.engine.conformance;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Names and registries do what the real runtime's did: on simulated nodes, and with scheduled and
/// with threaded processes on nodes with threads.
class NamesConformanceTest {
    @Test
    void doesWhatTheRealRuntimeDid() {
        List<Replayer.Run> runs = new ArrayList<>();
        Replayer.seeds()
                .forEach(seed ->
                        runs.add(
                                new Replayer.Run(
                                        "simulated with seed " + seed,
                                        setup ->
                                                NamesWorld.of(
                                                        setup,
                                                        deaths ->
                                                                SimulatedHost.scheduled(
                                                                        seed, deaths)))));
        for (ProcessKind kind : ProcessKind.values()) {
            runs.add(
                    new Replayer.Run(
                            kind.name().toLowerCase(),
                            setup -> NamesWorld.of(setup, deaths -> RealHost.of(kind, deaths))));
        }
        new Replayer(new NamesExpectation(), runs).replayArea("names");
    }
}
