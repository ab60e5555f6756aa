package io.trunkline.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trunkline.examples.gateway.SimulatedUpstream.Fate;
import io.trunkline.examples.gateway.SimulatedUpstream.Options;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

class SimulatedUpstreamTest {
    private static final int MANY = 100_000;

    @Test
    void theSameSeedGivesTheSameFates() {
        assertThat(fates(Options.defaults().withSeed(7)))
                .isEqualTo(fates(Options.defaults().withSeed(7)))
                .isNotEqualTo(fates(Options.defaults().withSeed(8)));
    }

    @Test
    void latenciesAreLogNormal() {
        var latency = new LogNormal(Duration.ofMillis(2), 0.5);
        List<Duration> sorted =
                fates(Options.defaults().withLatency(latency)).stream()
                        .map(Fate::latency)
                        .sorted()
                        .toList();

        assertThat(sorted.get(MANY / 2).toNanos() / 1e6).isBetween(1.95, 2.05);
        // One in a hundred is beyond 2.326 sigmas.
        double expected = 2 * Math.exp(0.5 * 2.326);
        assertThat(sorted.get(MANY * 99 / 100).toNanos() / 1e6)
                .isBetween(expected * 0.95, expected * 1.05);
    }

    @Test
    void failsAsOftenAsItShould() {
        long failed =
                fates(Options.defaults().withFailures(0.01)).stream()
                        .filter(SimulatedUpstreamTest::failed)
                        .count();

        assertThat(failed).isBetween(MANY / 125L, MANY / 83L);
    }

    @Test
    void fatesAreIndependent() {
        List<Fate> fates = fates(Options.defaults().withFailures(0.1));
        long both = 0;
        for (int i = 1; i < MANY; i++) {
            both += failed(fates.get(i - 1)) && failed(fates.get(i)) ? 1 : 0;
        }
        assertThat(both).isBetween(MANY / 125L, MANY / 83L);
    }

    @Test
    void deviatesAreCut() {
        var latency = new LogNormal(Duration.ofMillis(1), 1);

        assertThat(latency.draw(1_000)).isEqualTo(latency.draw(5));
        assertThat(latency.draw(0)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void optionsMustMakeSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.defaults().withFailures(1.5))
                .withMessage("failures must be in 0..1: failures=1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogNormal(Duration.ofMillis(-1), 1))
                .withMessage("median must be in 0..1 day: median=PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogNormal(Duration.ZERO, 4))
                .withMessage("sigma must be in 0..3: sigma=4.0");
    }

    private static boolean failed(Fate fate) {
        return fate.result() instanceof Upstream.Failure;
    }

    private static List<Fate> fates(Options options) {
        var upstream = new SimulatedUpstream(options);
        return LongStream.range(0, MANY)
                .mapToObj(number -> upstream.fate(number, options.failures()))
                .toList();
    }
}
