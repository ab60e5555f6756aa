package io.trunkline.engine.conformance;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Processes, links, exit signals, monitors and aliases do what the real runtime's did: on
/// simulated nodes, and with scheduled and with threaded processes on nodes with threads.
class LinksConformanceTest {
    @Test
    void doesWhatTheRealRuntimeDid() {
        List<Replayer.Run> runs = new ArrayList<>();
        Replayer.seeds()
                .forEach(seed ->
                        runs.add(
                                new Replayer.Run(
                                        "simulated with seed " + seed,
                                        setup ->
                                                LinksWorld.of(
                                                        setup,
                                                        deaths ->
                                                                SimulatedHost.of(seed, deaths)))));
        for (RealHost.Kind kind : RealHost.Kind.values()) {
            runs.add(
                    new Replayer.Run(
                            kind.name().toLowerCase(),
                            setup -> LinksWorld.of(setup, deaths -> RealHost.of(kind, deaths))));
        }
        new Replayer(new LinksExpectation(), runs).replayArea("links");
    }
}
