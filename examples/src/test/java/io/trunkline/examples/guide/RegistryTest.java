package io.trunkline.examples.guide;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.registry.Registry.via;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.registry.DispatchFailure;
import io.trunkline.engine.registry.Entry;
import io.trunkline.engine.registry.GroupEvent;
import io.trunkline.engine.registry.GroupMonitor;
import io.trunkline.engine.registry.Groups;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.registry.RegistryEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class RegistryTest {
    private static void deliver(Pid pid, String article) {
        throw new IllegalStateException("no route to " + pid + ": " + article);
    }

    @Test
    void startsAndFindsByKey() {
        try (Node node = Node.start()) {
            Registry users = Registry.unique(node, "users");
            Pid ada = node.start(new Counter(0), via(users, 42, "Ada")).pid();

            int one = node.call(via(users, 42), new Counter.Increment());
            Optional<Pid> found = users.whereis(42);
            List<Entry> entries = users.lookup(42);

            assertThat(one).isEqualTo(1);
            assertThat(found).contains(ada);
            assertThat(entries).containsExactly(new Entry(42, ada, "Ada"));
        }
    }

    @Test
    void dispatchesToATopic() {
        try (Node node = Node.start()) {
            Self self = node.self();
            String article = "short";

            Registry topics = Registry.duplicate(node, "topics");
            topics.register(self, "news", 5);

            topics.dispatch("news", pid -> pid.send(article));
            topics.dispatch(
                    "news",
                    (pid, limit) -> {
                        if ((int) limit >= article.length()) {
                            pid.send(article);
                        }
                    });
            List<DispatchFailure> failures =
                    topics.dispatchEach("news", pid -> deliver(pid, article));

            assertThat(self.receive()).isEqualTo(article);
            assertThat(self.receive()).isEqualTo(article);
            assertThat(failures).hasSize(1);
        }
    }

    @Test
    void listens() {
        try (Node node = Node.start()) {
            Self self = node.self();
            Registry users = Registry.unique(node, "users");

            users.listen(self);
            Pid grace = node.start(new Counter(0), via(users, 7)).pid();
            grace.exit(KILL);

            RegistryEvent first =
                    self.receive(RegistryEvent.class, Duration.ofSeconds(5)).orElseThrow();
            RegistryEvent second =
                    self.receive(RegistryEvent.class, Duration.ofSeconds(5)).orElseThrow();

            assertThat(first).isEqualTo(new RegistryEvent.Register("users", 7, grace, null));
            assertThat(second).isEqualTo(new RegistryEvent.Unregister("users", 7, grace));
        }
    }

    @Test
    void startsWhatIsMissing() {
        try (Node node = Node.start()) {
            Registry users = Registry.unique(node, "users");

            Pid session =
                    users.lock(
                            9,
                            () ->
                                    users.whereis(9)
                                            .orElseGet(() ->
                                                    node.start(
                                                                    new Counter(0),
                                                                    StartOptions.defaults()
                                                                            .withName(
                                                                                    via(users, 9)))
                                                            .pid()));

            assertThat(users.whereis(9)).contains(session);
        }
    }

    @Test
    void putsProcessesIntoGroups() {
        try (Node node = Node.start()) {
            Self self = node.self();
            Pid ada = self.pid();

            Groups groups = Groups.of(node);
            GroupMonitor monitor = groups.monitor(self, "counters");
            groups.join("counters", ada);
            groups.forEach("counters", pid -> pid.cast("tick"));
            boolean left = groups.leave("counters", ada);

            assertThat(left).isTrue();
            assertThat(self.receive()).isEqualTo(new GroupEvent.Join(monitor, ada));
            assertThat(self.receive()).isEqualTo("tick");
            assertThat(self.receive()).isEqualTo(new GroupEvent.Leave(monitor, ada));
        }
    }
}
