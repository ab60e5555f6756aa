package io.trunkline.engine;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.registry.Registry.via;
import static io.trunkline.engine.supervisor.Restart.TRANSIENT;
import static io.trunkline.engine.supervisor.Strategy.ONE_FOR_ONE;
import static io.trunkline.engine.supervisor.Strategy.REST_FOR_ONE;
import static io.trunkline.engine.supervisor.Supervisor.child;
import static io.trunkline.engine.supervisor.Supervisor.supervisor;
import static io.trunkline.engine.task.TaskStream.OnTimeout.KILL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofSeconds;

import io.trunkline.engine.agent.Agent;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.registry.Entry;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.supervisor.ChildInfo;
import io.trunkline.engine.supervisor.DynamicSupervisor;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.task.Task;
import io.trunkline.engine.task.TaskFailed;
import io.trunkline.engine.task.TaskSupervisor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// As [ApiSnippetsTest], of supervision, registries, tasks, agents and looking inside.
class ApiToolboxSnippetsTest {
    private Node node;
    private Self self;

    @BeforeEach
    void startNode() {
        node = Node.start();
        self = node.self();
    }

    @AfterEach
    void closeNode() {
        node.close();
    }

    private record WhoAreYou() implements Call<String> {}

    /// Stands for servers that know something of their own.
    private static class Named extends GenServer<WhoAreYou, String> {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected Init<String> init() {
            return ok(name);
        }

        @Override
        protected Outcome<String> handleCall(WhoAreYou request, From from, String state) {
            return reply(state, state);
        }
    }

    private static final class Cache extends Named {
        Cache() {
            super("cache");
        }
    }

    private static final class RateLimiter extends Named {
        RateLimiter() {
            super("limiter");
        }
    }

    @Test
    void aTreeIsStartedAndSeen() {
        Pid tree =
                Supervisor.start(
                        node,
                        ONE_FOR_ONE,
                        child("cache", Cache::new),
                        child("limiter", RateLimiter::new)
                                .restart(TRANSIENT)
                                .shutdown(Duration.ofSeconds(5)),
                        supervisor(
                                        "workers",
                                        REST_FOR_ONE,
                                        child("a", Cache::new),
                                        child("b", Cache::new))
                                .intensity(3, Duration.ofSeconds(5)));

        assertThat(Supervisor.whichChildren(tree))
                .extracting(ChildInfo::id)
                .containsExactly("cache", "limiter", "workers");
        assertThat(node.tree().toString()).contains("cache", "limiter", "workers");
    }

    @Test
    void childrenComeAndGo() {
        Registry registry = Registry.unique(node, "users");
        String user = "ada";
        DynamicSupervisor sessions =
                DynamicSupervisor.start(node, named("sessions")).maxChildren(100_000);
        Pid session = sessions.startChild(() -> new Named(user), via(registry, user));

        assertThat(registry.lookup("ada")).extracting(Entry::pid).containsExactly(session);
        assertThat(session.call(new WhoAreYou())).isEqualTo("ada");
    }

    @Test
    void registriesKnowWhoIsWhat() {
        Registry registry = Registry.unique(node, "users");
        Object metadata = "metadata";
        registry.register(self, "worker_1", metadata);
        assertThat(registry.lookup("worker_1"))
                .containsExactly(new Entry("worker_1", self.pid(), metadata));
        registry.unregister(self, "worker_1");

        Pid worker = node.start(new Named("worker"), via(registry, "worker_1")).pid();
        assertThat(registry.whereis("worker_1")).contains(worker);

        Registry topics = Registry.duplicate(node, "topics");
        topics.register(self, "news");
        String article = "article";
        topics.dispatch("news", pid -> pid.send(article));
        assertThat(self.receive(ofSeconds(10))).contains("article");
    }

    private int expensive() {
        return 7;
    }

    private String fetch(URI url) {
        return url.getPath();
    }

    private String risky() {
        throw new IllegalStateException("risky");
    }

    @Test
    void tasksAreAwaited() {
        Task<Integer> task = Task.async(node, () -> expensive());
        int result = task.await(Duration.ofSeconds(5));
        assertThat(result).isEqualTo(7);

        List<URI> urls = List.of(URI.create("http://host/a"), URI.create("http://host/b"));
        List<String> pages =
                Task.stream(node, urls, this::fetch)
                        .maxConcurrency(10)
                        .timeout(ofSeconds(2))
                        .onTimeout(KILL)
                        .ordered(false)
                        .toList();
        assertThat(pages).containsExactlyInAnyOrder("/a", "/b");

        TaskSupervisor tasks = TaskSupervisor.start(node);
        Task<String> failing = tasks.asyncNoLink(() -> risky());
        assertThatThrownBy(() -> failing.await(ofSeconds(10))).isInstanceOf(TaskFailed.class);
    }

    @Test
    void agentsKeepAState() {
        Agent<Map<String, Integer>> cache = Agent.start(node, HashMap::new);
        cache.update(m -> {
            m.put("k", 1);
            return m;
        });
        int before =
                cache.getAndUpdate(m -> {
                    int result = m.get("k");
                    Map<String, Integer> next = new HashMap<>(m);
                    next.put("k", 2);
                    return new Agent.Reply<>(result, next);
                });

        assertThat(before).isEqualTo(1);
        int after = cache.get(m -> m.get("k"));
        assertThat(after).isEqualTo(2);
    }

    @Test
    void runningServersAreLookedInto() {
        Pid pid = node.start(new Cache()).pid();
        assertThat(node.processes()).contains(pid);
        assertThat(node.info(pid).orElseThrow().messageQueueLength()).isZero();
        assertThat(node.info(pid).orElseThrow().currentFunction()).isEmpty();

        assertThat(Sys.getState(pid)).isEqualTo("cache");
        Sys.replaceState(pid, s -> s + "!");
        assertThat(Sys.getStatus(pid).state()).isEqualTo("cache!");
        Sys.trace(pid, true);
        Sys.suspend(pid);
        Sys.resume(pid);
        String name = pid.call(new WhoAreYou());
        assertThat(name).isEqualTo("cache!");
    }
}
