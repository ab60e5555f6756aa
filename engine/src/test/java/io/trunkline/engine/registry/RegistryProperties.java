package io.trunkline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/// A registry and its listener against a list of entries, for random operations of random
/// processes.
class RegistryProperties {
    private static final int RUNS = 20;
    private static final int OPERATIONS = 200;
    private static final int KEYS = 4;
    private static final int PROCESSES = 4;

    @ParameterizedTest
    @EnumSource
    void doesWhatAListWouldDo(Registry.Kind kind) {
        long first = Long.getLong("trunkline.seed", System.nanoTime());
        int runs = System.getProperty("trunkline.seed") == null ? RUNS : 1;
        for (long seed = first; seed < first + runs; seed++) {
            try (SimulatedNode node = Node.simulated(seed)) {
                new Run(node, kind, seed).run();
            }
        }
    }

    private static final class Run {
        private final SimulatedNode node;
        private final Registry registry;
        private final SplittableRandom random;
        private final String seed;
        private final List<Pid> processes = new ArrayList<>();
        private final List<Entry> model = new ArrayList<>();
        private final List<Entry> heard = new ArrayList<>();

        Run(SimulatedNode node, Registry.Kind kind, long seed) {
            this.node = node;
            this.random = new SplittableRandom(seed);
            this.seed = "seed " + seed;
            this.registry =
                    kind == Registry.Kind.UNIQUE
                            ? Registry.unique(node, "registry")
                            : Registry.duplicate(node, "registry");
            registry.listen(node.self());
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(node.start(new Lab()).pid());
            }
        }

        void run() {
            for (int i = 0; i < OPERATIONS; i++) {
                operate(random.nextInt(100));
                compare();
            }
        }

        private void operate(int choice) {
            int who = random.nextInt(PROCESSES);
            Pid pid = processes.get(who);
            Object key = random.nextInt(KEYS);
            int value = random.nextInt(3);
            if (choice < 50) {
                register(pid, key, value);
            } else if (choice < 65) {
                in(pid, self -> done(() -> registry.unregister(self, key)));
                model.removeIf(entry -> isAt(entry, pid, key));
            } else if (choice < 80) {
                Predicate<Object> equal = found -> found.equals(value);
                in(pid, self -> done(() -> registry.unregisterMatch(self, key, equal)));
                model.removeIf(entry -> isAt(entry, pid, key) && equal.test(entry.value()));
            } else if (choice < 90 && registry.kind() == Registry.Kind.UNIQUE) {
                var updated = in(pid, self -> registry.updateValue(self, key, _ -> value));
                assertThat(updated.isPresent())
                        .as(seed)
                        .isEqualTo(model.stream().anyMatch(entry -> isAt(entry, pid, key)));
                model.replaceAll(
                        entry -> isAt(entry, pid, key) ? new Entry(key, pid, value) : entry);
            } else if (choice >= 95) {
                pid.exit(ExitReason.kill());
                model.removeIf(entry -> entry.pid().equals(pid));
                processes.set(who, node.start(new Lab()).pid());
            }
        }

        private void register(Pid pid, Object key, int value) {
            Registered expected =
                    registry.kind() == Registry.Kind.DUPLICATE
                            ? new Registered.Ok()
                            : model.stream()
                                    .filter(entry -> entry.key().equals(key))
                                    .<Registered>map(
                                            entry -> new Registered.AlreadyRegistered(entry.pid()))
                                    .findAny()
                                    .orElse(new Registered.Ok());
            Registered actual = in(pid, self -> registry.register(self, key, value));
            assertThat(actual).as(seed).isEqualTo(expected);
            if (expected instanceof Registered.Ok) {
                model.add(new Entry(key, pid, value));
            }
        }

        private void compare() {
            assertThat(registry.select(_ -> true))
                    .as(seed)
                    .containsExactlyInAnyOrderElementsOf(model);
            assertThat(registry.count()).as(seed).isEqualTo(model.size());
            for (int key = 0; key < KEYS; key++) {
                Object k = key;
                assertThat(registry.lookup(k))
                        .as(seed)
                        .isEqualTo(model.stream().filter(e -> e.key().equals(k)).toList());
            }
            for (Pid pid : processes) {
                assertThat(registry.keys(pid))
                        .as(seed)
                        .containsExactlyInAnyOrderElementsOf(
                                model.stream()
                                        .filter(entry -> entry.pid().equals(pid))
                                        .map(Entry::key)
                                        .toList());
            }
            compareHeard();
        }

        /// Who follows the events knows who is under which key.
        private void compareHeard() {
            for (var next = receive(); next.isPresent(); next = receive()) {
                switch (next.get()) {
                    case RegistryEvent.Register(var _, var key, var pid, var _) ->
                            heard.add(new Entry(key, pid, null));
                    case RegistryEvent.Unregister(var _, var key, var pid) ->
                            heard.removeIf(entry -> isAt(entry, pid, key));
                }
            }
            assertThat(heard.stream().distinct())
                    .as(seed)
                    .containsExactlyInAnyOrderElementsOf(
                            model.stream()
                                    .map(entry -> new Entry(entry.key(), entry.pid(), null))
                                    .distinct()
                                    .toList());
        }

        private Optional<RegistryEvent> receive() {
            return node.self().receive(RegistryEvent.class, Duration.ZERO);
        }

        private static boolean isAt(Entry entry, Pid pid, Object key) {
            return entry.pid().equals(pid) && entry.key().equals(key);
        }

        private static boolean done(Runnable action) {
            action.run();
            return true;
        }

        private static <T> T in(Pid lab, Function<Self, T> code) {
            return Lab.run(lab, server -> code.apply(server.me()));
        }
    }
}
