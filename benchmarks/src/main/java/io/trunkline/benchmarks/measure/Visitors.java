package io.trunkline.benchmarks.measure;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import java.util.concurrent.CountDownLatch;

/// A server with a small state, of which there are many.
final class Visitors extends GenServer<Visitors.Visit, Visitors.Visits> {
    private final long owner;

    Visitors(long owner) {
        this.owner = owner;
    }

    record Visits(long owner, long count) {}

    record Visit() implements Call<Visits> {}

    @Override
    protected Init<Visits> init() {
        return ok(new Visits(owner, 0));
    }

    @Override
    protected Outcome<Visits> handleCall(Visit request, From from, Visits visits) {
        Visits next = new Visits(visits.owner(), visits.count() + 1);
        return reply(next, next);
    }

    @Override
    protected Outcome<Visits> handleCast(Object message, Visits visits) {
        ((CountDownLatch) message).countDown();
        return noReply(new Visits(visits.owner(), visits.count() + 1));
    }

    /// Has runners handle a message of each, so that rest means having come to rest.
    static void letAllWork(Pid[] pids) throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(pids.length);
        for (Pid pid : pids) {
            pid.cast(worked);
        }
        worked.await();
    }
}
