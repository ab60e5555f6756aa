package io.trunkline.examples.gateway;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.supervisor.ChildResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One request on its way through the gateway: finds the client's session or has it started, asks
/// it, and hands over one answer. Never blocks; each step runs on the thread that made it possible.
///
/// A session that has just ended fails what it had not begun with `noproc`, or with `normal` if it
/// ended for idleness; such a request starts again, with a fresh session, and so does one that
/// waited for its session to be started. What a session had begun with is not repeated: nobody
/// knows whether the upstream has it.
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /// So many sessions in a row that end before they begin are no coincidence. One costs two
    /// attempts if it was somebody else's request that had it started.
    private static final int MAX_ATTEMPTS = 32;

    private final Gateway gateway;
    private final ClientRequest request;
    private final long start;
    private final long handedOver;
    private final Consumer<Answer> then;
    private int attempts;

    Exchange(Gateway gateway, ClientRequest request, long start, Consumer<Answer> then) {
        this.gateway = gateway;
        this.request = request;
        this.start = start;
        this.then = then;
        handedOver = gateway.clock().nanoTime();
    }

    void proceed() {
        if (gateway.isClosed()) {
            finish(new Response.Closed());
            return;
        }
        attempts++;
        Sessions sessions = gateway.sessions();
        Optional<Pid> session = sessions.find(request.client());
        if (session.isPresent()) {
            ask(session.get());
            return;
        }
        Optional<Pid> supervisor = sessions.supervisor(request.client());
        if (supervisor.isPresent()) {
            var _ =
                    sent(() -> sessions.open(supervisor.get(), request.client(), timeLeft()))
                            .whenComplete(this::opened);
        } else {
            finish(ended(ExitReason.noProc()));
        }
    }

    private void opened(ChildResult.@Nullable Start result, @Nullable Throwable failure) {
        switch (result) {
            case null -> startedNone(failure);
            case ChildResult.Running(Pid session) -> ask(session);
            case ChildResult.AlreadyStarted(Pid session) -> ask(session);
            case ChildResult.Ignored() -> again(ExitReason.noProc());
            case ChildResult.Failed(ExitReason reason) -> finish(ended(reason));
            case ChildResult.MaxChildren() -> finish(ended(ExitReason.other(result)));
            case ChildResult.AlreadyPresent() -> finish(ended(ExitReason.other(result)));
        }
    }

    private void startedNone(@Nullable Throwable failure) {
        if (failure instanceof CallFailed call && !(call instanceof CallFailed.TimedOut)) {
            again(call.reason());
        } else {
            finish(failed(failure));
        }
    }

    private void ask(Pid session) {
        var _ =
                sent(() -> session.ask(new ClientSession.Handle(request), timeLeft()))
                        .whenComplete(this::replied);
    }

    /// Sends on. A step runs as the process that made it possible, and one that has been killed
    /// meanwhile can send no more: the request fails with it, rather than be lost.
    private <T> CompletableFuture<T> sent(Supplier<CompletableFuture<T>> question) {
        try {
            return question.get();
        } catch (ProcessExit killed) {
            finish(ended(killed.reason()));
            throw killed;
        }
    }

    private void replied(ClientSession.@Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            finish(reply);
        } else if (failure instanceof CallFailed call && neverBegun(call.reason())) {
            again(call.reason());
        } else {
            finish(failed(failure));
        }
    }

    private static boolean neverBegun(ExitReason reason) {
        return reason instanceof ExitReason.NoProc || reason instanceof ExitReason.Normal;
    }

    private void again(ExitReason reason) {
        if (attempts < MAX_ATTEMPTS) {
            proceed();
        } else {
            finish(ended(reason));
        }
    }

    private Response failed(@Nullable Throwable failure) {
        return switch (failure) {
            case CallFailed.TimedOut _ -> new Response.Overdue(gateway.options().requestTimeout());
            case CallFailed call -> ended(call.reason());
            case null -> ended(ExitReason.normal());
            default -> ended(ExitReason.crashed(failure));
        };
    }

    private Response ended(ExitReason reason) {
        return gateway.isClosed() ? new Response.Closed() : new Response.SessionFailed(reason);
    }

    private Duration timeLeft() {
        long spent = gateway.clock().nanoTime() - handedOver;
        Duration left = gateway.options().requestTimeout().minusNanos(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void finish(Response response) {
        finish(new ClientSession.Reply(response, Timeline.NEVER, Timeline.NEVER, Timeline.NEVER));
    }

    private void finish(ClientSession.Reply reply) {
        var timeline =
                new Timeline(
                        start,
                        reply.began(),
                        reply.decided(),
                        reply.fetched(),
                        gateway.clock().nanoTime());
        try {
            then.accept(new Answer(reply.response(), timeline));
        } catch (RuntimeException bug) {
            log.error("a receiver of answers must not throw: request={}", request, bug);
        }
    }
}
