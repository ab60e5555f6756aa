package io.trunkline.examples.gateway;

import io.trunkline.engine.Call;
import io.trunkline.engine.Clock;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.pool.breaker.CircuitBreaker;
import io.trunkline.pool.breaker.Permit;

import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/// The process of one client: limits its rate, asks the upstream unless the circuit is open, and
/// counts.
///
/// It does not wait for the upstream, nor for a connection: while a fetch is under way it takes
/// further requests, and answers each when its own fetch ends. It ends when nothing was outstanding
/// and nobody came for the idle timeout. Its state is how many requests are outstanding; what
/// others may want to know of it is in [GatewayTables].
final class ClientSession extends GenServer<ClientSession.Handle, Integer> {
    private final String client;
    private final Clock clock;
    private final Connections connections;
    private final CircuitBreaker breaker;
    private final GatewayOptions options;
    private final GatewayTables tables;
    private final RateLimiter limiter;
    private final ConcurrentMap<String, SessionRow> sessions;

    ClientSession(
            String client,
            Clock clock,
            Connections connections,
            CircuitBreaker breaker,
            GatewayOptions options,
            GatewayTables tables) {
        this.client = client;
        this.clock = clock;
        this.connections = connections;
        this.breaker = breaker;
        this.options = options;
        this.tables = tables;
        limiter = new RateLimiter(tables.rateLimits(), options.rateLimit());
        sessions = tables.sessions().asMap();
    }

    /// Asks for a response to a client's request.
    record Handle(ClientRequest request) implements Call<Reply> {}

    /// A response and the moments of its [Timeline] that the session knows.
    record Reply(Response response, long began, long decided, long fetched) {}

    /// A request at the upstream, or on its way there.
    private record Pending(From from, String path, long began, long decided, Permit permit) {
        /// Tells the breaker how it went.
        void report(Upstream.Result result, long fetched) {
            switch (result) {
                case Upstream.Fetched _ -> permit.onSuccess(fetched - decided);
                case Upstream.Failure _ -> permit.onFailure(fetched - decided);
            }
        }
    }

    @Override
    protected Init<Integer> init() {
        tables.sessions().insert(new SessionRow(client, self().pid(), SessionStats.NOTHING));
        return GenServer.<Integer>ok(0).timeout(options.idleTimeout());
    }

    @Override
    protected Outcome<Integer> handleCall(Handle asked, From from, Integer outstanding) {
        try {
            return handle(asked.request(), from, outstanding);
        } catch (NoSuchTable gone) {
            return orphaned(outstanding);
        }
    }

    @Override
    protected Outcome<Integer> handleInfo(Object message, Integer outstanding) {
        return switch (message) {
            case Upstream.Answer(Connections.Fetch fetch, Upstream.Result result) -> {
                fetch.end(result);
                yield fetched((Pending) fetch.tag(), result, outstanding - 1);
            }
            case Connections.Unconnected(Pending pending) -> unconnected(pending, outstanding - 1);
            case Timeout() -> stop(ExitReason.normal(), outstanding);
            default -> idle(super.handleInfo(message, outstanding), outstanding);
        };
    }

    private Outcome<Integer> handle(ClientRequest request, From from, int outstanding) {
        long began = clock.nanoTime();
        long wait = limiter.take(client, began);
        if (wait > 0) {
            note(stats -> stats.begin().limit());
            Response tooOften = new Response.RateLimited(Duration.ofNanos(wait));
            return refused(request, tooOften, began, outstanding);
        }
        Permit permit = breaker.tryAcquire();
        if (permit == null) {
            note(stats -> stats.begin().miss());
            Response open = new Response.CircuitOpen(breaker.snapshot().retryAfter());
            return refused(request, open, began, outstanding);
        }
        long decided = clock.nanoTime();
        note(SessionStats::begin);
        var pending = new Pending(from, request.path(), began, decided, permit);
        connections.fetch(self(), request, pending);
        return noReply(outstanding + 1);
    }

    private Outcome<Integer> refused(
            ClientRequest request, Response refusal, long began, int outstanding) {
        long decided = clock.nanoTime();
        tables.count(request.path(), 0);
        var reply = new Reply(refusal, began, decided, Timeline.NEVER);
        return idle(reply(reply, outstanding), outstanding);
    }

    private Outcome<Integer> fetched(Pending pending, Upstream.Result result, int outstanding) {
        long fetched = clock.nanoTime();
        pending.report(result, fetched);
        try {
            note(stats -> stats.finish(result));
            Response response =
                    switch (result) {
                        case Upstream.Fetched(int status, long bytes) -> {
                            tables.count(pending.path, bytes);
                            yield new Response.Served(status, bytes);
                        }
                        case Upstream.Failure failure -> {
                            tables.count(pending.path, 0);
                            yield new Response.UpstreamFailed(failure);
                        }
                    };
            pending.from.reply(new Reply(response, pending.began, pending.decided, fetched));
            return idle(noReply(outstanding), outstanding);
        } catch (NoSuchTable gone) {
            return orphaned(outstanding);
        }
    }

    private Outcome<Integer> unconnected(Pending pending, int outstanding) {
        pending.permit.release();
        try {
            note(SessionStats::miss);
            tables.count(pending.path, 0);
            var none = new Response.NoConnection();
            pending.from.reply(new Reply(none, pending.began, pending.decided, Timeline.NEVER));
            return idle(noReply(outstanding), outstanding);
        } catch (NoSuchTable gone) {
            return orphaned(outstanding);
        }
    }

    /// The tables have gone with both of their owners, or with the gateway. A session that comes
    /// after this one finds those that are made anew.
    private Outcome<Integer> orphaned(int outstanding) {
        return stop(ExitReason.shutdown(), outstanding);
    }

    /// Changes what is told of this session; not of the client's next one, which may have begun if
    /// this one was killed.
    private void note(UnaryOperator<SessionStats> change) {
        var self = self().pid();
        sessions.computeIfPresent(
                client,
                (_, row) ->
                        row.session().equals(self)
                                ? new SessionRow(client, self, change.apply(row.stats()))
                                : row);
    }

    /// With the idle timeout running if nothing is outstanding; an answer comes otherwise.
    private Outcome<Integer> idle(Outcome<Integer> outcome, int outstanding) {
        return outstanding == 0 ? outcome.timeout(options.idleTimeout()) : outcome;
    }
}
