package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Lets handlers block behind the runtime's back and measures what the others notice.
@Command(
        name = "blocked",
        description = "Measures others' latency while handlers of some processes block.",
        mixinStandardHelpOptions = true)
final class BlockedCommand implements Callable<Integer> {
    private static final double GOAL_MILLIS = 20;

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions probing;

    @Option(
            names = "--processes",
            description = "How many processes block (default: ${DEFAULT-VALUE}).",
            defaultValue = "100",
            converter = CountConverter.class)
    private int processes;

    @Option(
            names = "--for",
            description = "How long each blocks (default: ${DEFAULT-VALUE}).",
            defaultValue = "10s",
            converter = DurationConverter.class)
    private Duration blockFor;

    @Option(
            names = "--by",
            description = "How they block: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "sleep")
    private Way way;

    /// Ways to block that the runtime does not see.
    enum Way {
        sleep,
        park
    }

    /// When the handlers came to run.
    private static final class Progress {
        final CountDownLatch allRun;
        final CountDownLatch allDone;
        final AtomicInteger run = new AtomicInteger();
        final AtomicLong last = new AtomicLong();

        Progress(int processes) {
            allRun = new CountDownLatch(processes);
            allDone = new CountDownLatch(processes);
        }

        void began() {
            last.accumulateAndGet(System.nanoTime(), Math::max);
            run.incrementAndGet();
            allRun.countDown();
        }
    }

    /// Blocks upon any cast.
    private final class Blocker extends GenServer<Object, Progress> {
        private final Progress progress;

        Blocker(Progress progress) {
            this.progress = progress;
        }

        @Override
        protected Init<Progress> init() {
            return ok(progress);
        }

        @Override
        protected Outcome<Progress> handleCast(Object message, Progress state) {
            state.began();
            block();
            state.allDone.countDown();
            return noReply(state);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Surroundings.print(out);
        var longHandlers = new Surroundings.LongHandlers();
        try (Node node = Surroundings.node(longHandlers)) {
            Probe probe = probing.start(node, out);

            Progress progress = new Progress(processes);
            List<Pid> blockers = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                blockers.add(node.start(new Blocker(progress)).pid());
            }
            long threadsBefore = Tasks.threads();
            long residentBefore = Tasks.residentBytes();
            long start = System.nanoTime();
            blockers.forEach(blocker -> blocker.cast("block"));
            Peak peak = new Peak();
            Thread observer = Thread.ofPlatform().daemon().name("measure-peak").start(peak);
            Probe.Result result = probe.run(blockFor.minusMillis(blockFor.toMillis() / 10));
            int ran = progress.run.get();
            long since = progress.last.get() - start;
            observer.interrupt();
            observer.join();

            result.print(out, processes + " processes blocked for " + blockFor.toMillis() + " ms");
            out.println(
                    "handlers that had begun meanwhile    %d of %d, the last after %.1f ms"
                            .formatted(ran, processes, since / 1e6));
            out.println(
                    "handlers reported as long            %d"
                            .formatted(longHandlers.reported.get()));
            out.println(
                    "threads of the operating system      %d before, %d at most"
                            .formatted(threadsBefore, peak.threads));
            out.println(
                    "resident memory, MiB                 %d before, %d at most"
                            .formatted(residentBefore >> 20, peak.residentBytes >> 20));
            double p99 = Math.max(result.calls.millisAt(99), result.pingPongs.millisAt(99));
            out.println(
                    "p99 of the others %.3f ms: %s the goal of %.0f ms"
                            .formatted(p99, p99 < GOAL_MILLIS ? "within" : "misses", GOAL_MILLIS));
            out.flush();
            progress.allDone.await(2 * blockFor.toMillis(), TimeUnit.MILLISECONDS);
        }
        return 0;
    }

    /// Looks at threads and memory ten times a second.
    private static final class Peak implements Runnable {
        volatile long threads;
        volatile long residentBytes;

        @Override
        public void run() {
            while (!Thread.currentThread().isInterrupted()) {
                threads = Math.max(threads, Tasks.threads());
                residentBytes = Math.max(residentBytes, Tasks.residentBytes());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void block() {
        switch (way) {
            case sleep -> {
                try {
                    Thread.sleep(blockFor);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
            case park -> {
                long end = System.nanoTime() + blockFor.toNanos();
                for (long left; (left = end - System.nanoTime()) > 0; ) {
                    LockSupport.parkNanos(left);
                }
            }
        }
    }
}
