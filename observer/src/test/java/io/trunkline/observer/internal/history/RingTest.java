package io.trunkline.observer.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

class RingTest {
    @Test
    void keepsTheLastOnesLatestFirst() {
        Ring<Integer> ring = new Ring<>(3, 1_000);
        for (int i = 1; i <= 5; i++) {
            int event = i;
            ring.add(() -> event);
        }
        assertThat(ring.latest()).extracting(Ring.Numbered::event).containsExactly(5, 4, 3);
        assertThat(ring.latest()).extracting(Ring.Numbered::number).containsExactly(5L, 4L, 3L);
        assertThat(ring.total()).isEqualTo(5);
    }

    @Test
    void aStormIsCountedButNotWrittenDown() {
        Ring<Integer> ring = new Ring<>(1_000, 10);
        AtomicInteger made = new AtomicInteger();
        long began = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            ring.add(made::incrementAndGet);
        }
        long seconds = 1 + (System.nanoTime() - began) / 1_000_000_000;
        assertThat(ring.total()).isEqualTo(10_000);
        assertThat(made.get()).isLessThanOrEqualTo((int) (10 * (seconds + 1)));
        assertThat(ring.latest()).hasSize(made.get());
    }

    @Test
    void textsAreBoundedWhateverToStringDoes() {
        Object hostile =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("on purpose");
                    }
                };
        assertThat(Clip.of(hostile, 100)).contains("toString must not throw");
        assertThat(Clip.of("x".repeat(1_000), 10)).startsWith("xxxxxxxxxx…").hasSizeLessThan(60);
        assertThat(Clip.of(null, 10)).isEqualTo("null");
    }
}
