package io.trunkline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class ZipfLoadTest {
    @Test
    void theSameSeedGivesTheSameRequests() {
        assertThat(shown(new ZipfLoad(3, 1_000, 50, 20, 1).generate()))
                .isEqualTo(shown(new ZipfLoad(3, 1_000, 50, 20, 1).generate()))
                .isNotEqualTo(shown(new ZipfLoad(4, 1_000, 50, 20, 1).generate()));
    }

    @Test
    void clientsFollowZipfsLaw() {
        int requests = 200_000;
        Recording recording = new ZipfLoad(1, requests, 1_000, 1, 1).generate();
        Map<String, Long> counts =
                IntStream.range(0, requests)
                        .mapToObj(i -> recording.request(i).client())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double harmonic = IntStream.rangeClosed(1, 1_000).mapToDouble(i -> 1.0 / i).sum();

        for (int rank : new int[] {1, 2, 5, 10, 100}) {
            double expected = requests / (rank * harmonic);
            long count = counts.get("10.0.0." + (rank - 1));
            assertThat((double) count)
                    .as("rank %d", rank)
                    .isBetween(
                            expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
        }
    }

    @Test
    void requestsComeIndependently() {
        Recording recording = ZipfLoad.defaults().generate();
        int size = recording.size();
        double mean = (double) recording.span() / size;
        long shorter =
                IntStream.range(1, size)
                        .filter(i -> recording.offset(i) - recording.offset(i - 1) < mean)
                        .count();

        assertThat(recording.offset(0)).isZero();
        assertThat(recording.span()).isGreaterThanOrEqualTo(recording.offset(size - 1));
        // Of exponential gaps 1 - 1/e are shorter than the mean.
        assertThat((double) shorter / size).isBetween(0.62, 0.645);
    }

    @Test
    void oneClientAndOnePathWillDo() {
        Recording recording = new ZipfLoad(1, 1, 1, 1, 0).generate();

        assertThat(recording.size()).isEqualTo(1);
        assertThat(recording.span()).isPositive();
    }

    @Test
    void numbersMustMakeSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZipfLoad(1, 0, 1, 1, 1))
                .withMessage("requests must be >= 1: requests=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZipfLoad(1, 1, 1, 1, -1))
                .withMessage("exponent must be in 0..10: exponent=-1.0");
    }

    private static List<String> shown(Recording recording) {
        return IntStream.range(0, recording.size())
                .mapToObj(i -> recording.offset(i) + " " + recording.request(i))
                .toList();
    }
}
