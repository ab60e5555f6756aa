package io.trunkline.benchmarks.compare;

import io.trunkline.benchmarks.compare.Source.Beam;
import io.trunkline.benchmarks.compare.Source.Figure;
import io.trunkline.benchmarks.compare.Source.Jmh;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All instruments as one. A figure that several workloads need is found once.
public final class Instruments implements Instrument {
    /// A million processes, and a million rows twice, have room in it.
    private static final String HEAP = "-Xmx4g";

    private final Effort effort;
    private final List<String> measure;
    private final JmhInstrument jmh;
    private final BeamInstrument beam;
    private final Map<Measurement, Finding> found = new HashMap<>();

    private record Measurement(Source source, int threads) {}

    /// @param main the class that runs `measure`
    public Instruments(Effort effort, Class<?> main) {
        this.effort = effort;
        this.measure = measure(main);
        this.jmh = new JmhInstrument(effort);
        this.beam = new BeamInstrument(effort, beamFolder(), BeamInstrument.systemPath());
    }

    /// The module's folder `beam`: classes and jar are both in its folder `target`.
    private static Path beamFolder() {
        var code = Instruments.class.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(code.getLocation().toString())).resolve("../../beam").normalize();
    }

    private static List<String> measure(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "measure",
                "figures");
    }

    @Override
    public Finding measure(Workload workload, Source source) {
        var measurement = new Measurement(source, workload.threads());
        Finding known = found.get(measurement);
        if (known != null) {
            return known;
        }
        Finding fresh =
                switch (source) {
                    case Jmh benchmark -> jmh.measure(benchmark, workload.threads());
                    case Beam program -> beam.measure(program);
                    case Figure(String key) -> figure(key);
                };
        found.put(measurement, fresh);
        return fresh;
    }

    private Finding figure(String key) {
        List<String> command = new ArrayList<>(measure);
        command.add("--rest");
        command.add(effort.rest().toSeconds() + "s");
        command.add(key);
        return new Programs(effort.patience()).run(command, key);
    }
}
