package io.trunkline.engine.conformance;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A child of a supervision scenario: a bare process that ends as its script says.
final class ScriptedWorker implements Behaviour {
    private static final Duration DELAY = Duration.ofMillis(15);

    private final boolean trapExit;
    private final OnShutdown onShutdown;
    private final Nursery nursery;
    private @Nullable Self self;

    ScriptedWorker(boolean trapExit, OnShutdown onShutdown, Nursery nursery) {
        this.trapExit = trapExit;
        this.onShutdown = onShutdown;
        this.nursery = nursery;
    }

    /// What a worker that traps exits does when its supervisor tells it to stop.
    enum OnShutdown {
        EXIT,
        DELAY,
        HANG,
        OTHER;

        static OnShutdown of(String name) {
            return switch (name) {
                case "exit" -> EXIT;
                case "delay" -> DELAY;
                case "hang" -> HANG;
                case "other" -> OTHER;
                default -> throw new BadRecording("on_shutdown must be known: " + name);
            };
        }
    }

    /// An order to end, which counts as the worker's own will.
    record End(ExitReason reason) implements Notice {}

    @Override
    public Start onStart(Self self) {
        this.self = self;
        self.trapExit(trapExit);
        return new Start.Ready();
    }

    @Override
    public void onMessage(Object message) {
        switch (message) {
            case End(ExitReason reason) -> throw new ProcessExit(reason);
            case Exit(Pid from, ExitReason reason) when from.equals(self().parent()) ->
                    shutDown(reason);
            case Exit(_, ExitReason reason) -> nursery.log("exit_msg", self().pid(), reason);
            default -> throw new BadRecording("message must be known: message=" + message);
        }
    }

    private void shutDown(ExitReason reason) {
        nursery.log("terminate", self().pid(), reason);
        switch (onShutdown) {
            case EXIT -> throw new ProcessExit(reason);
            case OTHER -> throw new ProcessExit(ExitReason.other("cleanup_failed"));
            case DELAY -> self().sendAfter(DELAY, new End(reason));
            case HANG -> {}
        }
    }

    private Self self() {
        if (self == null) {
            throw new IllegalStateException("worker must be started: worker=" + this);
        }
        return self;
    }

    @Override
    public void onCall(Object request, From from) {
        onMessage(request);
    }

    @Override
    public void onCast(Object message) {
        onMessage(message);
    }
}
