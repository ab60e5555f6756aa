package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import java.time.Duration;

/// The process of one client: limits its rate, asks the upstream, and counts.
///
/// It does not wait for the upstream: while a fetch is under way it takes further requests, and
/// answers each when its own fetch ends. It ends when nothing was outstanding and nobody came for
/// the idle timeout.
final class ClientSession extends GenServer<ClientSession.Request<?>, SessionStats> {
    private final Clock clock;
    private final Upstream upstream;
    private final GatewayOptions options;
    private final TokenBucket bucket;

    ClientSession(Clock clock, Upstream upstream, GatewayOptions options) {
        this.clock = clock;
        this.upstream = upstream;
        this.options = options;
        bucket = new TokenBucket(options.rateLimit(), clock.nanoTime());
    }

    /// What a session is asked.
    sealed interface Request<R> extends Call<R> {}

    /// For a response to a client's request.
    record Handle(ClientRequest request) implements Request<Reply> {}

    /// For what it has done so far.
    record GetStats() implements Request<SessionStats> {}

    /// A response and the moments of its [Timeline] that the session knows.
    record Reply(Response response, long began, long decided, long fetched) {}

    /// A request at the upstream.
    private record Pending(From from, long began, long decided) {}

    @Override
    protected Init<SessionStats> init() {
        return GenServer.<SessionStats>ok(SessionStats.NOTHING).timeout(options.idleTimeout());
    }

    @Override
    protected Outcome<SessionStats> handleCall(Request<?> request, From from, SessionStats stats) {
        return switch (request) {
            case Handle(ClientRequest asked) -> handle(asked, from, stats);
            case GetStats() -> idle(reply(stats, stats), stats);
        };
    }

    @Override
    protected Outcome<SessionStats> handleInfo(Object message, SessionStats stats) {
        return switch (message) {
            case Upstream.Answer(Pending pending, Upstream.Result result) -> {
                answer(pending, result);
                SessionStats next = stats.finish(result);
                yield idle(noReply(next), next);
            }
            case Timeout() -> stop(ExitReason.normal(), stats);
            default -> idle(super.handleInfo(message, stats), stats);
        };
    }

    private Outcome<SessionStats> handle(ClientRequest request, From from, SessionStats stats) {
        long began = clock.nanoTime();
        long wait = bucket.take(began);
        long decided = clock.nanoTime();
        if (wait > 0) {
            Response refusal = new Response.RateLimited(Duration.ofNanos(wait));
            SessionStats next = stats.refuse();
            return idle(reply(new Reply(refusal, began, decided, Timeline.NEVER), next), next);
        }
        var pending = new Pending(from, began, decided);
        upstream.fetch(self(), request, options.upstreamTimeout(), pending);
        return noReply(stats.admit());
    }

    private void answer(Pending pending, Upstream.Result result) {
        Response response =
                switch (result) {
                    case Upstream.Fetched(int status, long bytes) ->
                            new Response.Served(status, bytes);
                    case Upstream.Failure failure -> new Response.UpstreamFailed(failure);
                };
        pending.from.reply(new Reply(response, pending.began, pending.decided, clock.nanoTime()));
    }

    /// With the idle timeout running if nothing is outstanding; an answer comes otherwise.
    private Outcome<SessionStats> idle(Outcome<SessionStats> outcome, SessionStats next) {
        return next.outstanding() == 0 ? outcome.timeout(options.idleTimeout()) : outcome;
    }
}
