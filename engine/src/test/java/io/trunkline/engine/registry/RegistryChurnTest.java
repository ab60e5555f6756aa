package io.trunkline.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Processes that register while others kill them, on a node with threads. Whoever hears of a death
/// looks at once; when all are dead nothing is left.
class RegistryChurnTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 400;
    private static final int KEYS = 3;

    @RegisterExtension private final Nodes nodes = new Nodes().allowDeadLetters();

    @Test
    void nobodyFindsWhoIsKnownToBeDead() {
        Node node = nodes.start();
        Registry unique = Registry.unique(node, "unique");
        Registry topics = Registry.duplicate(node, "topics");
        Groups groups = Groups.of(node);
        ConcurrentLinkedQueue<Pid> living = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<String> stale = new ConcurrentLinkedQueue<>();
        long seed = Long.getLong("trunkline.seed", System.nanoTime());

        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            SplittableRandom random = new SplittableRandom(seed + t);
            threads.add(
                    Thread.ofPlatform()
                            .name("churn-" + t)
                            .start(() -> {
                                for (int i = 0; i < ROUNDS; i++) {
                                    begin(node, unique, topics, groups, random, living);
                                    Pid victim = living.poll();
                                    if (victim != null) {
                                        end(node, victim, unique, topics, groups, stale);
                                    }
                                }
                            }));
        }
        threads.forEach(Patience::join);
        living.forEach(pid -> end(node, pid, unique, topics, groups, stale));

        assertThat(stale).as("seed %d", seed).isEmpty();
        assertThat(unique.count()).as("seed %d", seed).isZero();
        assertThat(topics.count()).as("seed %d", seed).isZero();
        assertThat(groups.groups()).as("seed %d", seed).isEmpty();
    }

    /// A process that registers by itself, without anybody waiting for it.
    private static void begin(
            Node node,
            Registry unique,
            Registry topics,
            Groups groups,
            SplittableRandom random,
            ConcurrentLinkedQueue<Pid> living) {
        Integer key = random.nextInt(KEYS);
        StartOptions options =
                random.nextBoolean()
                        ? StartOptions.defaults().withName(Registry.via(unique, key))
                        : StartOptions.defaults();
        if (!(node.start(new Lab(), options) instanceof Started.Ok(Pid pid))) {
            return;
        }
        living.add(pid);
        Lab.later(
                pid,
                server -> {
                    Self me = server.me();
                    for (int i = 0; i < 20; i++) {
                        unique.register(me, (key + i) % KEYS);
                        topics.register(me, i % KEYS, i);
                        groups.join(i % KEYS, me.pid());
                        if (i % 3 == 0) {
                            unique.unregister(me, (key + i) % KEYS);
                            topics.unregister(me, i % KEYS);
                            groups.leave(i % KEYS, me.pid());
                        }
                    }
                });
    }

    private static void end(
            Node node,
            Pid victim,
            Registry unique,
            Registry topics,
            Groups groups,
            ConcurrentLinkedQueue<String> stale) {
        Self self = node.self();
        var ref = self.monitor(victim);
        victim.exit(ExitReason.kill());
        Down down = self.receive(Down.class, Patience.LONG).orElseThrow();
        assertThat(down.ref()).isEqualTo(ref);
        for (int key = 0; key < KEYS; key++) {
            if (unique.whereis(key).filter(victim::equals).isPresent()) {
                stale.add(victim + " under " + key);
            }
            topics.dispatch(
                    key,
                    pid -> {
                        if (pid.equals(victim)) {
                            stale.add(victim + " in topic");
                        }
                    });
            if (groups.members(key).contains(victim)) {
                stale.add(victim + " in group " + key);
            }
        }
        if (!unique.keys(victim).isEmpty() || !topics.keys(victim).isEmpty()) {
            stale.add(victim + " has keys");
        }
    }

    @Test
    void aReaderMeetsEveryEntryThatStays() {
        Node node = nodes.start();
        Registry topics = Registry.duplicate(node, "topics");
        List<Pid> staying = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Pid passing = node.start(new Lab()).pid();
            Pid stays = node.start(new Lab()).pid();
            for (Pid pid : List.of(passing, stays)) {
                Lab.run(pid, server -> topics.register(server.me(), "k", pid == stays));
            }
            staying.add(stays);
            for (int n = 0; n < 200; n++) {
                Lab.later(
                        passing,
                        server -> {
                            topics.unregister(server.me(), "k");
                            topics.register(server.me(), "k", false);
                        });
            }
            List<Pid> met = new ArrayList<>();
            topics.dispatch(
                    "k",
                    (Pid pid, Object stayed) -> {
                        if ((boolean) stayed) {
                            met.add(pid);
                        }
                    });
            assertThat(met).isEqualTo(staying);
        }
    }
}
