package io.trunkline.examples.guide;

import static io.trunkline.pool.worker.WorkerSpec.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.pool.metrics.Intervals;
import io.trunkline.pool.metrics.TimeSummary;
import io.trunkline.pool.worker.Dispatch;
import io.trunkline.pool.worker.Terms;
import io.trunkline.pool.worker.WhenFull;
import io.trunkline.pool.worker.WorkerPool;
import io.trunkline.pool.worker.WorkerSnapshot;
import io.trunkline.pool.worker.WorkerSpec;
import io.trunkline.pool.worker.WorkerTask;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class WorkerPoolsTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    private static String fetch(String path) {
        return "body of " + path;
    }

    private void book(String order) {
        done.add(order);
    }

    private void send(String text) {
        done.add(text);
    }

    @Test
    void tasksOnWorkers() {
        try (Node node = Node.start()) {
            WorkerPool pool = WorkerPool.start(node, workers(10).queue(1024, WhenFull.REJECT));
            WorkerTask<String> task = pool.execute(() -> fetch("/users/7"));
            String body = task.await(Duration.ofSeconds(1));
            assertThat(body).isEqualTo("body of /users/7");

            Intervals runs = pool.runs();
            pool.execute(() -> fetch("/users/8")).await();
            pool.close();
            TimeSummary since = runs.next();
            WorkerSnapshot now = pool.snapshot();
            assertThat(now.completed()).isEqualTo(2);
            assertThat(since.count()).isEqualTo(1);
        }
    }

    @Test
    void whenThereIsTooMuchToDo() {
        WorkerSpec images =
                workers(4)
                        .name("images")
                        .queue(100, WhenFull.BLOCK)
                        .blockFor(Duration.ofMillis(50))
                        .maxWait(Duration.ofSeconds(2))
                        .newestFirst();
        try (Node node = Node.start();
                WorkerPool pool = WorkerPool.start(node, images)) {
            assertThat(pool.execute(() -> fetch("/a")).await()).isEqualTo("body of /a");
        }
    }

    @Test
    void tasksOfAKeyInOrder() {
        String order = "order 1";
        try (Node node = Node.start()) {
            WorkerPool accounts = WorkerPool.start(node, workers(4).dispatch(Dispatch.BY_KEY));
            accounts.submit(() -> book(order), Terms.key("customer-7"));
            accounts.resize(8);
            accounts.close();
        }
        assertThat(done).containsExactly("order 1");
    }

    @Test
    void inASupervisionTree() {
        try (Node node = Node.start()) {
            WorkerPool mail = WorkerPool.prepare(node, workers(2).name("mail"));
            Pid tree = Supervisor.start(node, Strategy.ONE_FOR_ONE, mail.child());
            mail.execute(() -> send("hello"));
            mail.close();
            assertThat(tree.isAlive()).isTrue();
        }
        assertThat(done).containsExactly("hello");
    }
}
