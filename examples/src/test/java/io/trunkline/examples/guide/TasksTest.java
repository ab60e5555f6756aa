package io.trunkline.examples.guide;

import static io.trunkline.engine.task.Task.nonBlocking;
import static io.trunkline.engine.task.TaskStream.OnTimeout.KILL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.task.Task;
import io.trunkline.engine.task.TaskFailed;
import io.trunkline.engine.task.TaskResult;
import io.trunkline.engine.task.TaskScope;
import io.trunkline.engine.task.TaskSupervisor;
import io.trunkline.engine.task.YieldOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The code of docs/guide/tasks.md.
class TasksTest {
    private record Page(String title) {}

    private final Node node = Node.start();

    @AfterEach
    void closeNode() {
        node.close();
    }

    private int expensive() {
        return 42;
    }

    private Page fetch(String url) {
        return new Page(url);
    }

    private String mirror(String url) {
        return "mirror of " + url;
    }

    @Test
    void awaitsAValue() {
        Task<Integer> task = Task.async(node, () -> expensive());
        // ... something else meanwhile ...
        int value = task.await(Duration.ofSeconds(5));

        assertThat(value).isEqualTo(42);
    }

    @Test
    void computesWithoutAThread() {
        Task<Integer> sum = Task.async(node, nonBlocking(() -> 20 + 22));

        assertThat(sum.await()).isEqualTo(42);
    }

    @Test
    void asksInsteadOfAwaiting() {
        Task<Integer> task = Task.async(node, () -> expensive());
        String said =
                switch (task.yield(Duration.ofSeconds(1))) {
                    case TaskResult.Ok<Integer>(Integer value) -> "it is " + value;
                    case TaskResult.Exited<Integer>(ExitReason reason) -> "it failed: " + reason;
                    case TaskResult.None<Integer>() -> {
                        task.shutdown();
                        yield "it took too long";
                    }
                };

        assertThat(said).isEqualTo("it is 42");
    }

    @Test
    void takesTheFirstOfTwo() {
        List<Task<String>> both =
                List.of(
                        Task.async(node, () -> fetch("a").title()),
                        Task.async(node, () -> mirror("a")));
        var results =
                Task.yieldMany(
                        both,
                        YieldOptions.defaults()
                                .withLimit(1)
                                .withOnTimeout(YieldOptions.Unfinished.KILL));

        assertThat(results).anyMatch(result -> result instanceof TaskResult.Ok<String>);
    }

    @Test
    void streamsOverInputs() {
        List<String> urls = List.of("a", "b", "c");
        List<Page> pages =
                Task.stream(node, urls, this::fetch)
                        .maxConcurrency(10)
                        .timeout(Duration.ofSeconds(2))
                        .onTimeout(KILL)
                        .ordered(false)
                        .toList();

        assertThat(pages).hasSize(3);

        try (var items = Task.stream(node, urls, this::fetch).stream()) {
            items.forEach(item -> {
                switch (item.result()) {
                    case TaskResult.Ok<Page>(Page page) -> store(page);
                    default -> retryLater(item.input());
                }
            });
        }
    }

    private void store(Page page) {
        assertThat(page.title()).isNotEmpty();
    }

    private void retryLater(String url) {
        throw new AssertionError(url);
    }

    @Test
    void supervisesTasks() {
        TaskSupervisor tasks = TaskSupervisor.start(node);

        TaskResult<Integer> result =
                tasks.<Integer>asyncNoLink(() -> risky()).yield(Duration.ofSeconds(5));
        tasks.startChild(() -> sendMail());

        assertThat(result).isInstanceOf(TaskResult.Exited.class);
    }

    private int risky() {
        throw new IllegalStateException("as it had to come");
    }

    private boolean sendMail() {
        return true;
    }

    @Test
    void chainsSteps() {
        Task<String> title =
                Task.pipeline(node, () -> fetch("a")).then(Page::title).then(this::mirror).async();

        assertThat(title.await()).isEqualTo("mirror of a");
    }

    @Test
    void endsWithABlock() {
        String both;
        try (TaskScope scope = TaskScope.open(node)) {
            Task<Page> page = scope.async(() -> fetch("a"));
            Task<String> copy = scope.async(() -> mirror("a"));
            both = page.await().title() + ", " + copy.await();
        }

        assertThat(both).isEqualTo("a, mirror of a");
    }

    @Test
    void meetsFutures() {
        CompletableFuture<Integer> future = Task.async(node, () -> expensive()).toFuture();
        Task<Integer> back = Task.of(node, future);

        assertThat(back.await()).isEqualTo(42);
    }

    @Test
    void namesTheInputThatFailed() {
        assertThatExceptionOfType(TaskFailed.class)
                .isThrownBy(() -> Task.stream(node, List.of(1, 0), n -> 1 / n).toList())
                .satisfies(failure -> assertThat(failure.input()).contains(0));
    }
}
