package io.trunkline.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What is noted beside the times.
class InstrumentsTest {
    private static final int MEBIBYTE = 1 << 20;

    private byte[] kept = new byte[0];

    @Test
    void hearsOfPausesThatBeginAfterTheStartAndOfNoOthers() {
        long inAnHour = System.nanoTime() + Duration.ofHours(1).toNanos();
        try (var pauses = new GcPauses(System.nanoTime());
                var tooEarly = new GcPauses(inAnHour)) {
            ManagementFactory.getMemoryMXBean().gc();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (asked(pauses).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.yield();
            }

            assertThat(asked(pauses).getFirst().second()).isBetween(0.0, 60.0);
            assertThat(tooEarly.soFar()).isEmpty();
        }
    }

    private static List<GcPause> asked(GcPauses pauses) {
        return pauses.soFar().stream().filter(each -> each.cause().equals("System.gc()")).toList();
    }

    @Test
    void countsWhatOtherThreadsAllocateAndNotWhatTheOneThatAsksDoes() throws Exception {
        var allocation = new Allocation();
        kept = new byte[8 * MEBIBYTE];
        var bytes = new AtomicLong();

        Thread.ofPlatform()
                .start(() -> {
                    kept = new byte[64 * MEBIBYTE];
                    bytes.set(allocation.bytes());
                })
                .join();

        assertThat(bytes.get()).isBetween(8L * MEBIBYTE, 40L * MEBIBYTE);
        assertThat(kept).hasSize(64 * MEBIBYTE);
    }

    @Test
    void tellsTheShareOfOthersFromThatOfThisJvm() {
        // 10 s on two cores: of 2,000 ticks 1,000 idle, so half of the time was used; 6 s of the
        // 20 s are this JVM's.
        var from = new ProcessorTime(50_000, 40_000, 0, 2, 0);
        var to = new ProcessorTime(52_000, 41_000, 6_000_000_000L, 2, 10_000_000_000L);

        assertThat(ProcessorTime.elsewhere(Optional.of(from), Optional.of(to)).getAsDouble())
                .isBetween(0.1999, 0.2001);
        assertThat(ProcessorTime.elsewhere(Optional.empty(), Optional.of(to))).isEmpty();
        assertThat(ProcessorTime.elsewhere(Optional.of(to), Optional.of(to))).isEmpty();
    }
}
