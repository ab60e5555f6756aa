package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Processes on a node with threads, scheduled or threaded ones.
///
/// There nobody knows when nothing is left to do, so it goes in rounds: every living process
/// answers a [Actor.Flush], which it does after all that was sent to it before, or dies. It is
/// settled when two rounds in a row show the same, and that is what should come. Signals may be on
/// their way from a dying process, who answers to no flush; so if it is not what should come,
/// rounds go on for a while.
record RealHost(Node node, Deaths deaths, ProcessKind kind) implements Host {
    /// What it takes to believe a view that is not expected: so much of both, as time alone passes
    /// on a busy machine without anybody running.
    private static final int ROUNDS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    static RealHost of(ProcessKind kind, Deaths deaths) {
        return new RealHost(
                Node.start(
                        NodeOptions.defaults()
                                .withRunners(2)
                                .withShutdownTimeout(Duration.ZERO)
                                .withListener(deaths)),
                deaths,
                kind);
    }

    @Override
    public JsonNode settle(
            Supplier<Collection<Pid>> living,
            Supplier<JsonNode> view,
            Predicate<JsonNode> isExpected) {
        long start = System.nanoTime();
        JsonNode before = null;
        for (int round = 0; ; round++) {
            flush(living.get());
            JsonNode now = view.get();
            boolean settled = now.equals(before) && isExpected.test(now);
            if (settled || (round >= ROUNDS && System.nanoTime() - start > PATIENCE.toNanos())) {
                return now;
            }
            before = now;
        }
    }

    private void flush(Collection<Pid> living) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (Pid pid : living) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            answers.add(CompletableFuture.anyOf(answer, deaths.of(pid)));
            pid.send(new Actor.Flush(answer));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .orTimeout(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
