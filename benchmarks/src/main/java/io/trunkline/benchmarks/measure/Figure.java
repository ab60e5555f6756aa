package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.ets.Access;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableSpec;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A single number that is no time of an operation. Each wants a JVM of its own.
enum Figure {
    /// Bytes of a server that has handled a message and has nothing to do.
    IDLE_BYTES("idle-bytes") {
        @Override
        double find(Duration rest) throws InterruptedException {
            try (Node node = quietNode()) {
                Pid[] pids = new Pid[PROCESSES];
                long before = Heap.used();
                startAll(node, pids);
                return (double) (Heap.used() - before) / pids.length;
            }
        }
    },

    /// Bytes of a virtual thread that has taken a message out of its queue and waits for another.
    IDLE_BYTES_VIRTUAL_THREADS("idle-bytes-virtual-threads") {
        @Override
        double find(Duration rest) throws InterruptedException {
            Thread[] threads = new Thread[PROCESSES];
            CountDownLatch worked = new CountDownLatch(threads.length);
            long before = Heap.used();
            for (int i = 0; i < threads.length; i++) {
                var mailbox = new LinkedBlockingQueue<CountDownLatch>();
                mailbox.add(worked);
                threads[i] = Thread.ofVirtual().start(() -> waitForever(mailbox));
            }
            worked.await();
            double bytes = (double) (Heap.used() - before) / threads.length;
            Arrays.stream(threads).forEach(Thread::interrupt);
            return bytes;
        }
    },

    /// Context switches of the node's threads while many servers have nothing to do.
    IDLE_SWITCHES("idle-switches") {
        @Override
        double find(Duration rest) throws InterruptedException {
            try (Node node = quietNode()) {
                startAll(node, new Pid[PROCESSES]);
                return Rest.watch(rest).switchesOfOurs();
            }
        }
    },

    /// Bytes that a set takes for a row besides the row and its key.
    ROW_BYTES("row-bytes") {
        @Override
        double find(Duration rest) {
            try (Node node = quietNode()) {
                Table<Row> table =
                        Ets.of(node)
                                .create(
                                        "rows",
                                        TableSpec.set(Row.class, Row::key).access(Access.PUBLIC));
                return bytesOfRow(table::insert);
            }
        }
    },

    /// The same of a ConcurrentHashMap.
    ROW_BYTES_HASH_MAP("row-bytes-hash-map") {
        @Override
        double find(Duration rest) {
            var map = new ConcurrentHashMap<Object, Row>();
            return bytesOfRow(row -> map.put(row.key(), row));
        }
    };

    private static final int PROCESSES = 1_000_000;
    private static final int ROWS = 1_000_000;

    private final String key;

    Figure(String key) {
        this.key = key;
    }

    private record Row(Object key, long value) {}

    /// @param rest for how long something at rest is watched
    abstract double find(Duration rest) throws InterruptedException;

    String key() {
        return key;
    }

    private static Node quietNode() {
        return Surroundings.node(new NodeListener() {});
    }

    private static void startAll(Node node, Pid[] pids) throws InterruptedException {
        for (int i = 0; i < pids.length; i++) {
            pids[i] = node.start(new Visitors(i)).pid();
        }
        Visitors.letAllWork(pids);
    }

    private static void waitForever(LinkedBlockingQueue<CountDownLatch> mailbox) {
        try {
            while (true) {
                mailbox.take().countDown();
            }
        } catch (InterruptedException _) {
            // The end of the measurement.
        }
    }

    /// The rows are there before, so that only what holds them counts.
    private static double bytesOfRow(Consumer<Row> insert) {
        Row[] rows = new Row[ROWS];
        Arrays.setAll(rows, i -> new Row(i, i));
        long before = Heap.used();
        for (Row row : rows) {
            insert.accept(row);
        }
        return (double) (Heap.used() - before) / rows.length;
    }
}
