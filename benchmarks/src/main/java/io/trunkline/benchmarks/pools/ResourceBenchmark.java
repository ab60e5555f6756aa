package io.trunkline.benchmarks.pools;

import io.trunkline.engine.Node;
import io.trunkline.pool.resource.IdleOrder;
import io.trunkline.pool.resource.Lease;
import io.trunkline.pool.resource.ResourcePool;
import io.trunkline.pool.resource.ResourceSpec;

import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/// `resource-checkout`: a resource is checked out, read, and given back, by threads that are no
/// processes; there are more resources than threads.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ResourceBenchmark {
    private static final int SIZE = 8;

    private Node node;
    private ResourcePool<Integer> lifo;
    private ResourcePool<Integer> fifo;
    private ResourcePool<Integer> timed;
    private GenericObjectPool<Integer> commons;
    private ArrayBlockingQueue<Integer> queue;

    private int made = 1000;

    @Setup
    public void build() throws Exception {
        node = Node.start();
        lifo = ResourcePool.start(node, spec());
        fifo = ResourcePool.start(node, spec().order(IdleOrder.FIFO));
        timed = ResourcePool.start(node, spec().holdTimes());
        commons =
                new GenericObjectPool<>(
                        new BasePooledObjectFactory<>() {
                            @Override
                            public Integer create() {
                                return made++; // beyond the cache of small ones: they go by
                                // identity
                            }

                            @Override
                            public PooledObject<Integer> wrap(Integer resource) {
                                return new DefaultPooledObject<>(resource);
                            }
                        });
        commons.setMaxTotal(SIZE);
        commons.setMaxIdle(SIZE);
        commons.addObjects(SIZE);
        queue = new ArrayBlockingQueue<>(SIZE);
        for (int i = 0; i < SIZE; i++) {
            queue.add(i);
        }
    }

    private static ResourceSpec<Integer> spec() {
        int[] made = {0};
        return ResourceSpec.<Integer>resource(() -> 1000 + made[0]++, r -> {}).size(SIZE);
    }

    @TearDown
    public void end() {
        node.close();
        commons.close();
    }

    @Benchmark
    public int checkout() {
        try (Lease<Integer> lease = lifo.checkout()) {
            return lease.get();
        }
    }

    @Benchmark
    public int checkoutWith() {
        return lifo.<Integer, RuntimeException>with(resource -> resource);
    }

    @Benchmark
    public int checkoutFifo() {
        try (Lease<Integer> lease = fifo.checkout()) {
            return lease.get();
        }
    }

    /// With a histogram of how long resources are lent.
    @Benchmark
    public int checkoutHoldTimes() {
        try (Lease<Integer> lease = timed.checkout()) {
            return lease.get();
        }
    }

    /// Two looks at the clock, as hold times need them.
    @Benchmark
    public long clockTwice() {
        return System.nanoTime() - System.nanoTime();
    }

    @Benchmark
    public int checkoutCommonsPool() throws Exception {
        Integer resource = commons.borrowObject();
        try {
            return resource;
        } finally {
            commons.returnObject(resource);
        }
    }

    /// What many write by hand.
    @Benchmark
    public int checkoutBlockingQueue() throws InterruptedException {
        Integer resource = queue.take();
        try {
            return resource;
        } finally {
            queue.add(resource);
        }
    }
}
