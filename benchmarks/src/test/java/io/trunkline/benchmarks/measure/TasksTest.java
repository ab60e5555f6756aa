package io.trunkline.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TasksTest {
    @Test
    void readsAFieldByItsWholeName() {
        List<String> status =
                List.of("Name:\ttrunkline-node-", "Threads:\t12", "VmRSS:\t  4096 kB");

        assertThat(Tasks.field(status, "Name")).isEqualTo("trunkline-node-");
        assertThat(Tasks.field(status, "Threads")).isEqualTo("12");
        assertThat(Tasks.field(status, "VmRSS")).isEqualTo("4096 kB");
    }

    @Test
    void takesAFieldThatIsMissingForZero() {
        assertThat(Tasks.field(List.of("Threads:\t12"), "VmRSS")).isEqualTo("0");
    }
}
