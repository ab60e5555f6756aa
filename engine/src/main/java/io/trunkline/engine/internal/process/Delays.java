package io.trunkline.engine.internal.process;

import io.trunkline.engine.CallDelay;
import io.trunkline.engine.internal.scheduler.Carrier;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Finds out what kept calls waiting, once their callers have given up.
final class Delays {
    /// For how long a look at a server is good: when a thousand calls to it time out at once, one
    /// of them looks at its stack and counts its messages.
    private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(1);

    private final Home home;
    private volatile @Nullable Look last;

    Delays(Home home) {
        this.home = home;
    }

    /// What a server was doing at a time.
    private record Look(
            ProcessCell server,
            long at,
            Optional<Duration> inHandler,
            int messageQueueLength,
            String code,
            Optional<String> handling,
            Optional<StackTraceElement> currentFunction) {}

    CallDelay of(PendingCall call, Duration waited) {
        ProcessCell server = call.target;
        Look look = lookAt(server);
        return new CallDelay(
                stage(call, server),
                waited,
                look.inHandler,
                look.messageQueueLength,
                look.code,
                look.handling,
                look.currentFunction);
    }

    private static CallDelay.Stage stage(PendingCall call, ProcessCell server) {
        // racy: for people; the server may go on while we look
        if (server.handling == call) {
            return CallDelay.Stage.HANDLING;
        }
        return call.isTracked() ? CallDelay.Stage.KEPT : CallDelay.Stage.QUEUED;
    }

    private Look lookAt(ProcessCell server) {
        long now = home.clock.nanoTime();
        Look look = last;
        if (look == null || look.server != server || now - look.at > FRESH) {
            look = make(server, now);
            last = look;
        }
        return look;
    }

    private static Look make(ProcessCell server, long now) {
        PendingCall handled = server.handling; // racy: as in stage
        Carrier carrier = server.holder;
        long since = carrier == null ? Carrier.UNSEEN : carrier.handlerSeen();
        return new Look(
                server,
                now,
                since == Carrier.UNSEEN
                        ? Optional.empty()
                        : Optional.of(Duration.ofNanos(now - since)),
                server.messageCount(),
                server.code(),
                Optional.ofNullable(handled).map(call -> call.request.getClass().getName()),
                Infos.currentFunction(server));
    }
}
