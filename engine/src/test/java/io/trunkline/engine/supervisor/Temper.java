package io.trunkline.engine.supervisor;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A worker with bad days: it may fail, dawdle or refuse when it starts, when it ends, and at any
/// message between.
final class Temper extends GenServer<Object, Map<Integer, Integer>> {
    private final RandomTree tree;
    private final RandomGenerator random;
    private int source;

    Temper(RandomTree tree) {
        this.tree = tree;
        random = tree.random();
    }

    @Override
    protected Init<Map<Integer, Integer>> init() {
        self().trapExit(random.nextInt(3) == 0);
        source = tree.begins(self().pid());
        if (tree.isCalm()) {
            return ok(new HashMap<>());
        }
        return switch (random.nextInt(40)) {
            case 0 -> stop(ExitReason.other("init"));
            case 1 -> throw new IllegalStateException("init");
            case 2 -> throw new StackOverflowError("as if");
            case 3 -> ignore();
            case 4, 5 -> {
                self().sleep(tree.time(3_000));
                yield ok(new HashMap<>());
            }
            default -> ok(new HashMap<>());
        };
    }

    @Override
    protected Outcome<Map<Integer, Integer>> handleInfo(
            Object message, Map<Integer, Integer> seen) {
        if (!(message instanceof TreeMail mail)) {
            return noReply(seen);
        }
        tree.arrived(mail);
        Integer before = seen.put(mail.sender(), mail.order());
        if (before != null && before >= mail.order()) {
            tree.violated("messages of one sender must come in order: " + mail);
        }
        for (int i = mail.hops() > 0 ? random.nextInt(3) : 0; i > 0; i--) {
            tree.send(tree.worker(random), source, mail.hops() - 1);
        }
        return switch (tree.isCalm() ? 40 : random.nextInt(40)) {
            case 0 -> throw new IllegalStateException("mail");
            case 1 -> stop(ExitReason.normal(), seen);
            case 2 -> stop(ExitReason.shutdown("done"), seen);
            case 3 -> stop(ExitReason.other("mail"), seen);
            case 4 -> {
                self().monitor(tree.worker(random));
                yield noReply(seen);
            }
            case 5 -> {
                self().sleep(tree.time(500));
                yield noReply(seen);
            }
            default -> noReply(seen);
        };
    }

    @Override
    protected Outcome<Map<Integer, Integer>> handleCall(
            Object request, From from, Map<Integer, Integer> seen) {
        return noReply(seen);
    }

    @Override
    protected void terminate(ExitReason reason, Map<Integer, Integer> seen) {
        switch (random.nextInt(10)) {
            case 0 -> throw new IllegalStateException("terminate");
            case 1, 2 -> self().sleep(tree.time(4_000));
            case 3 -> self().sleep(Duration.ofMillis(1));
            default -> {}
        }
    }
}
