package io.trunkline.ets.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class RowBufferTest {
    private final RowBuffer rows = new RowBuffer(1);

    @Test
    void growsAndKeepsTheOrder() {
        for (int i = 0; i < 100; i++) {
            rows.add(i);
        }
        rows.addAll(new Object[] {"a", "b", "c"}, 1, 2);
        assertThat(rows).hasSize(102).startsWith(0, 1, 2).endsWith(99, "b", "c");
    }

    @Test
    void addsWhatIsPresentAndSaysWhereItStopped() {
        @Nullable Object[] source = {null, "a", null, "b", "c", null};
        assertThat(rows.addPresent(source, 0, 6, 2)).isEqualTo(4);
        assertThat(rows).containsExactly("a", "b");
        assertThat(rows.addPresent(source, 4, 6, 2)).isEqualTo(6);
        assertThat(rows).containsExactly("a", "b", "c");
        assertThat(rows.addPresent(source, 0, 6, 0)).isZero();
    }

    @Test
    void takesBackWhatWasTorn() {
        rows.add("a");
        rows.addAll(new @Nullable Object[] {null, "b"}, 0, 2);
        rows.truncate(1);
        rows.truncate(5);
        assertThat(rows).containsExactly("a");
        assertThatThrownBy(() -> rows.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void dropsSome() {
        rows.addAll(List.of(1, 2, 3, 4, 5));
        assertThat(rows.removeIf(row -> (int) row % 2 == 0)).isTrue();
        assertThat(rows.removeIf(row -> (int) row > 5)).isFalse();
        assertThat(rows).containsExactly(1, 3, 5);
    }
}
