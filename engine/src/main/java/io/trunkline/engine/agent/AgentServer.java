package io.trunkline.engine.agent;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The server behind an [Agent].
final class AgentServer<S> extends GenServer<AgentServer.Request<S, ?>, S> {
    private final Supplier<? extends S> first;

    AgentServer(Supplier<? extends S> first) {
        this.first = first;
    }

    /// What an agent is asked to do.
    sealed interface Request<S, R> extends Call<R> {
        Outcome<S> applyTo(S state);
    }

    record Get<S, R>(Function<? super S, ? extends R> function) implements Request<S, R> {
        @Override
        public Outcome<S> applyTo(S state) {
            return replyOf(function.apply(state), state);
        }
    }

    record Update<S>(UnaryOperator<S> function) implements Request<S, Boolean> {
        @Override
        public Outcome<S> applyTo(S state) {
            return replyOf(true, function.apply(state));
        }
    }

    record GetAndUpdate<S, R>(Function<? super S, Agent.Reply<? extends R, ? extends S>> function)
            implements Request<S, R> {
        @Override
        public Outcome<S> applyTo(S state) {
            Agent.Reply<? extends R, ? extends S> reply = function.apply(state);
            return replyOf(reply.value(), reply.state());
        }
    }

    /// As a cast.
    record Change<S>(UnaryOperator<S> function) {}

    @SuppressWarnings("NullAway") // a function that returns null gives its caller null
    private static <S> Outcome<S> replyOf(@Nullable Object value, S state) {
        return reply(value, state);
    }

    @Override
    protected Init<S> init() {
        return ok(first.get());
    }

    @Override
    protected Outcome<S> handleCall(Request<S, ?> request, From from, S state) {
        return request.applyTo(state);
    }

    @Override
    @SuppressWarnings("unchecked") // only Agent casts, and it has the type of the state
    protected Outcome<S> handleCast(Object message, S state) {
        return message instanceof Change<?> change
                ? noReply(((Change<S>) change).function().apply(state))
                : super.handleCast(message, state);
    }
}
