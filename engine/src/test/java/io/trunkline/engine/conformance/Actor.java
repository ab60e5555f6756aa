package io.trunkline.engine.conformance;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// A process that keeps what it receives and does what it is told: the code of a scheduled process,
/// or through [#run(Self)] of a threaded one.
final class Actor implements Behaviour {
    private final boolean trapExit;
    private final ConcurrentLinkedQueue<Object> inbox = new ConcurrentLinkedQueue<>();
    private @Nullable Self self;

    Actor(boolean trapExit) {
        this.trapExit = trapExit;
    }

    /// An order, sent as a message and not as a call because the process may not survive it.
    record Perform(Consumer<Self> action) {}

    /// A question that a process answers when it has handled all that came before.
    record Flush(CompletableFuture<Void> answer) {}

    /// What it has received, oldest first; what it was told is not among it.
    List<Object> inbox() {
        return new ArrayList<>(inbox);
    }

    void forget(int messages) {
        for (int i = 0; i < messages; i++) {
            inbox.remove();
        }
    }

    /// The body of a threaded process.
    void run(Self self) {
        onStart(self);
        while (true) {
            onMessage(self.receive());
        }
    }

    @Override
    public Start onStart(Self self) {
        this.self = self;
        self.trapExit(trapExit);
        return new Start.Ready();
    }

    @Override
    public void onMessage(Object message) {
        switch (message) {
            case Perform(Consumer<Self> action) -> action.accept(self());
            case Flush(CompletableFuture<Void> answer) -> answer.complete(null);
            default -> inbox.add(message);
        }
    }

    @Override
    public void onCall(Object request, From from) {
        onMessage(request);
    }

    @Override
    public void onCast(Object message) {
        onMessage(message);
    }

    private Self self() {
        if (self == null) {
            throw new IllegalStateException("actor must be started: actor=" + this);
        }
        return self;
    }
}
