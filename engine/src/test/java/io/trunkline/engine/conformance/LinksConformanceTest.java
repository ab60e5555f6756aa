package io.trunkline.engine.conformance;

import io.trunkline.engine.fixture.TestThreads;
import io.trunkline.engine.spi.SimulatedThreads;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Processes, links, exit signals, monitors and aliases do what the real runtime's did: on
/// simulated nodes and on nodes with threads, with scheduled and with threaded processes.
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
                                                                SimulatedHost.scheduled(
                                                                        seed, deaths)))));
        for (ProcessKind kind : ProcessKind.values()) {
            runs.add(
                    new Replayer.Run(
                            kind.name().toLowerCase(),
                            setup -> LinksWorld.of(setup, deaths -> RealHost.of(kind, deaths))));
        }
        new Replayer(new LinksExpectation(), runs).replayArea("links");
    }

    @Test
    void doesWhatTheRealRuntimeDidWithSimulatedThreads() {
        SimulatedThreads threads = TestThreads.assumed();
        List<Replayer.Run> runs =
                Replayer.seeds()
                        .mapToObj(seed ->
                                new Replayer.Run(
                                        "simulated threads with seed " + seed,
                                        setup ->
                                                LinksWorld.of(
                                                        setup,
                                                        deaths ->
                                                                SimulatedHost.threaded(
                                                                        seed, deaths, threads))))
                        .toList();
        new Replayer(new LinksExpectation(), runs).replayArea("links");
    }
}
