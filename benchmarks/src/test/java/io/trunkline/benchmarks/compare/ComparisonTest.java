package io.trunkline.benchmarks.compare;

import static io.trunkline.benchmarks.compare.Rows.measured;
import static io.trunkline.benchmarks.compare.Rows.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class ComparisonTest {
    private static final List<Workload> ROWS =
            List.of(
                    workload("a", new Goal.Faster(2, Peer.PEKKO)),
                    workload("b", new Goal.Faster(2, Peer.PEKKO)),
                    workload("c", new Goal.Faster(2, Peer.PEKKO)));

    private final List<String> found = new ArrayList<>();

    @Test
    void measuresBothSidesOfEachInOrder() {
        List<Findings> all = new ArrayList<>();

        boolean whole =
                new Comparison(
                                ROWS,
                                (row, source) -> source == row.ours() ? measured(1) : measured(2))
                        .run(all::add);

        assertThat(whole).isTrue();
        assertThat(all).extracting(each -> each.workload().id()).containsExactly("a", "b", "c");
        assertThat(all).allSatisfy(each -> assertThat(each.peers()).containsKey(Peer.PEKKO));
    }

    @Test
    void leavesOutWhatAStopCutsShort() {
        Comparison comparison = stoppedAt("b", measured(1));

        assertThat(comparison.run(each -> found.add(each.workload().id()))).isFalse();
        assertThat(found).containsExactly("a");
    }

    @Test
    void endsQuietlyWhenAStopMakesTheInstrumentFail() {
        Comparison comparison = stoppedAt("a", null);

        assertThat(comparison.run(each -> found.add(each.workload().id()))).isFalse();
        assertThat(found).isEmpty();
    }

    @Test
    void passesOnFailuresThatNoStopExplains() {
        Comparison comparison =
                new Comparison(
                        ROWS,
                        (_, _) -> {
                            throw new IllegalStateException("broken");
                        });

        assertThatThrownBy(() -> comparison.run(_ -> {})).hasMessage("broken");
    }

    /// Stops itself while it measures a row; then finds `last`, or fails if that is null.
    private static Comparison stoppedAt(String id, @Nullable Finding last) {
        AtomicReference<Comparison> self = new AtomicReference<>();
        self.set(
                new Comparison(
                        ROWS,
                        (row, _) -> {
                            if (!row.id().equals(id)) {
                                return measured(1);
                            }
                            Thread stopper = Thread.ofPlatform().start(self.get()::stop);
                            awaitRetry(stopper);
                            if (last == null) {
                                throw new IllegalStateException("its process was ended");
                            }
                            return last;
                        }));
        return self.get();
    }

    /// Until it waits for the run to end, which is after it has said that it should.
    private static void awaitRetry(Thread stopper) {
        while (stopper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
