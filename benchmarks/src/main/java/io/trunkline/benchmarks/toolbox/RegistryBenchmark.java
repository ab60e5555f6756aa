package io.trunkline.benchmarks.toolbox;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.registry.Entry;
import io.trunkline.engine.registry.Registered;
import io.trunkline.engine.registry.Registry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A unique registry with many keys of one process, and a topic: `registry-lookup` of keys in
/// random order, `registry-register`, which registers and unregisters, and `registry-dispatch`,
/// which adds up the entries of a topic.
@State(Scope.Thread)
public class RegistryBenchmark extends ToolboxBenchmark {
    private static final long SEED = 42;
    private static final int SUBSCRIPTIONS = 100;

    @Param({"1000", "100000"})
    int keys;

    private Node node;
    private Self self;
    private Registry users;
    private Registry topics;
    private String[] lookups;
    private int position;

    @Setup
    public void fill() {
        node = Node.start();
        self = node.self();
        users = Registry.unique(node, "users");
        topics = Registry.duplicate(node, "topics");
        lookups = new String[keys];
        for (int i = 0; i < keys; i++) {
            lookups[i] = "user_" + i;
            users.register(self, lookups[i], i);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = keys - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String swapped = lookups[i];
            lookups[i] = lookups[j];
            lookups[j] = swapped;
        }
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            topics.register(self, "topic", i);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
    }

    @Benchmark
    public List<Entry> registryLookup() {
        return users.lookup(next());
    }

    @Benchmark
    public Optional<Pid> registryWhereis() {
        return users.whereis(next());
    }

    @Benchmark
    public Registered registryRegister() {
        Registered registered = users.register(self, "new", 1);
        users.unregister(self, "new");
        return registered;
    }

    @Benchmark
    public long registryDispatch() {
        Sum sum = new Sum();
        topics.dispatch("topic", (pid, value) -> sum.total += (Integer) value);
        return sum.total;
    }

    private static final class Sum {
        long total;
    }

    private String next() {
        int now = position + 1;
        position = now == lookups.length ? 0 : now;
        return lookups[position];
    }
}
