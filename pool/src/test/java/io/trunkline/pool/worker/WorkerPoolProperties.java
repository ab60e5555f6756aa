package io.trunkline.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.WaitStrategy;
import io.trunkline.engine.spi.NodeServices;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// The law of a pool: each task that was accepted ends exactly once, whatever happens to workers.
class WorkerPoolProperties {
    private static final long SEED = Long.getLong("trunkline.seed", System.nanoTime());
    private static final int RUNS = 150;
    private static final int STEPS = 120;

    private final List<WorkerTask<?>> tasks = new ArrayList<>();
    private int refused;

    @Test
    void endsEachAcceptedTaskOnceInVirtualTime() throws Exception {
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int run = 0; run < RUNS; run++) {
            long seed = seeds.nextLong();
            String what = "trunkline.seed=" + SEED + ", run " + run;
            tasks.clear();
            refused = 0;
            try (SimulatedNode node = Node.simulated(seed)) {
                run(node, new SplittableRandom(seed), what);
                assertThat(NodeServices.of(node).census().timers()).as(what).isZero();
            }
        }
    }

    private void run(SimulatedNode node, SplittableRandom random, String what) throws Exception {
        Pid me = node.self().pid();
        WorkerSpec spec = spec(random);
        WorkerPool pool = WorkerPool.start(node, spec);
        for (int step = 0; step < STEPS; step++) {
            step(node, pool, random);
        }
        boolean inTime = pool.close(ofMillis(random.nextInt(1, 5000)));
        node.settle();
        node.advance(ofMillis(20_000));

        assertThat(pool.awaitTermination(ofMillis(1))).as(what).isTrue();
        assertThat(tasks).as(what).allMatch(WorkerTask::isDone);
        WorkerSnapshot end = pool.snapshot();
        assertThat(end.accepted()).as("%s, %s", what, end).isEqualTo(tasks.size());
        assertThat(end.ended()).as("%s, %s", what, end).isEqualTo(tasks.size());
        assertThat(end.submitted()).as("%s, %s", what, end).isEqualTo(tasks.size() + refused);
        if (inTime) {
            assertThat(end.rejected(TaskRejected.Reason.ABANDONED)).as(what).isZero();
        }
        assertThat(node.processes()).as(what).containsExactly(me);
    }

    private static WorkerSpec spec(SplittableRandom random) {
        WorkerSpec spec =
                WorkerSpec.workers(random.nextInt(1, 5)).intensity(1_000_000, ofMillis(1));
        Dispatch dispatch = Dispatch.values()[random.nextInt(Dispatch.values().length)];
        boolean keyed = dispatch == Dispatch.BY_KEY;
        WhenFull whenFull = WhenFull.values()[random.nextInt(keyed ? 3 : 4)];
        spec.dispatch(dispatch).queue(random.nextInt(1, 12), whenFull).blockFor(ofMillis(50));
        switch (random.nextInt(3)) {
            case 0 -> spec.scheduled();
            case 1 -> spec.pinned(WaitStrategy.BLOCKING);
            default -> {}
        }
        if (!keyed && random.nextInt(4) == 0) {
            spec.newestFirst();
        }
        if (random.nextInt(3) == 0) {
            spec.maxWait(ofMillis(random.nextInt(1, 60)));
        }
        return spec;
    }

    private void step(SimulatedNode node, WorkerPool pool, SplittableRandom random) {
        int choice = random.nextInt(100);
        if (choice < 60) {
            submit(node, pool, random);
        } else if (choice < 70) {
            List<Pid> workers = pool.workers();
            if (!workers.isEmpty()) {
                workers.get(random.nextInt(workers.size()))
                        .exit(random.nextBoolean() ? ExitReason.kill() : ExitReason.shutdown());
            }
        } else if (choice < 76) {
            pool.resize(random.nextInt(1, 6));
        } else if (choice < 84 && !tasks.isEmpty()) {
            tasks.get(random.nextInt(tasks.size())).cancel(random.nextBoolean());
        } else if (choice < 92) {
            node.advance(ofMillis(random.nextInt(20)));
        } else {
            node.settle();
        }
    }

    private void submit(SimulatedNode node, WorkerPool pool, SplittableRandom random) {
        int nap = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
        int end = random.nextInt(20);
        AtomicInteger runs = new AtomicInteger();
        Terms terms = Terms.key(random.nextInt(5));
        if (random.nextInt(4) == 0) {
            terms = terms.withDeadline(ofMillis(random.nextInt(1, 50)));
        }
        boolean again = random.nextInt(3) == 0;
        terms = again ? terms.asIdempotent() : terms;
        try {
            tasks.add(
                    pool.submit(
                            () -> {
                                int n = runs.incrementAndGet();
                                assertThat(again || n == 1).as("run once").isTrue();
                                if (nap > 0) {
                                    node.self().sleep(ofMillis(nap));
                                }
                                if (end == 0) {
                                    throw new IllegalStateException("as it should");
                                }
                                if (end == 1 && n == 1) {
                                    throw new LinkageError("as it should");
                                }
                                return n;
                            },
                            terms));
        } catch (TaskRejected e) {
            refused++;
        }
    }
}
