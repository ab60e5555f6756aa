package io.trunkline.engine.testkit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The platform threads around a test, seen from its own.
final class Threads {
    private static final int SPARE = 64;

    private final Set<Thread> before = alive();

    /// Those that would keep the JVM from ending and were not there when this was made.
    List<Thread> left() {
        return alive().stream()
                .filter(thread -> !thread.isDaemon() && !before.contains(thread))
                .toList();
    }

    /// Those of a node.
    static List<Thread> ofNode(String name) {
        return alive().stream()
                .filter(thread -> thread.getName().startsWith("trunkline-" + name + "-"))
                .toList();
    }

    private static Set<Thread> alive() {
        Thread[] threads = new Thread[Thread.activeCount() + SPARE];
        return new HashSet<>(Arrays.asList(threads).subList(0, Thread.enumerate(threads)));
    }
}
