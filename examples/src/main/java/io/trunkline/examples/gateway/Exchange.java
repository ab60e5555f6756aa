package io.trunkline.examples.gateway;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Started;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// One request on its way through the gateway: finds the client's session or has it started, asks
/// it, and hands over one answer. Never blocks; each step runs on the thread that made it possible.
///
/// A session that has just ended for idleness fails what it had not begun with `noproc` or
/// `normal`; such a request starts again, with a fresh session.
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    /// So many sessions in a row that end before they begin are no coincidence.
    private static final int MAX_ATTEMPTS = 8;

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
        Optional<Pid> session = gateway.session(request.client());
        if (session.isPresent()) {
            ask(session.get());
        } else {
            var _ =
                    gateway.sessions()
                            .ask(new Sessions.Open(request.client()), timeLeft())
                            .whenComplete(this::opened);
        }
    }

    private void opened(@Nullable Started started, @Nullable Throwable failure) {
        switch (started) {
            case null -> finish(failed(failure));
            case Started.Ok(Pid session) -> ask(session);
            case Started.AlreadyStarted(Pid session) -> ask(session);
            case Started.Failed(ExitReason reason) -> finish(ended(reason));
            case Started.Ignored() -> finish(ended(ExitReason.normal()));
        }
    }

    private void ask(Pid session) {
        attempts++;
        var _ =
                session.ask(new ClientSession.Handle(request), timeLeft())
                        .whenComplete(this::replied);
    }

    private void replied(ClientSession.@Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            finish(reply);
        } else if (attempts < MAX_ATTEMPTS && neverBegun(failure)) {
            proceed();
        } else {
            finish(failed(failure));
        }
    }

    private static boolean neverBegun(@Nullable Throwable failure) {
        return failure instanceof CallFailed call
                && (call.reason() instanceof ExitReason.NoProc
                        || call.reason() instanceof ExitReason.Normal);
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
