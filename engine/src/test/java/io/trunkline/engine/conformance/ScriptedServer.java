package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.Call;
import io.trunkline.engine.Exit;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;

/// A server whose callbacks do what their message says, and log that they were called.
///
/// Where OTP's server could return a value that means nothing, types forbid it here; it raises
/// `["bad_return_value", value]` instead (see [GenServerExpectation]).
final class ScriptedServer extends GenServer<ScriptedServer.Scripted, Integer> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode CLEANUP_FAILED = JSON.textNode("cleanup_failed");

    private final GenServerSetup setup;
    private final Consumer<JsonNode> log;
    private @Nullable From lastCaller;

    ScriptedServer(GenServerSetup setup, Consumer<JsonNode> log) {
        this.setup = setup;
        this.log = log;
    }

    /// A call, cast or info that says what its callback does.
    record Scripted(JsonNode tag, Ret ret) implements Call<JsonNode> {}

    /// The timer message of [Ret#replyLater()].
    private record Later(From caller, JsonNode reply) {}

    /// In which callback a script runs, as that decides what it may return.
    private enum Callback {
        CALL,
        OTHER
    }

    @Override
    protected Init<Integer> init() {
        log("init");
        self().trapExit(setup.trapExit());
        if (setup.initSleep().isPositive()) {
            self().sleep(setup.initSleep());
        }
        Ret ret = setup.init();
        int state = ret.state().orElse(0);
        return switch (ret.ending()) {
            case Ret.Ending.Ok() ->
                    switch (ret.then()) {
                        case Ret.Then.Wait() -> ok(state);
                        case Ret.Then.Timeout(var duration) ->
                                GenServer.<Integer>ok(state).timeout(duration);
                        case Ret.Then.Continue(Ret next) -> okAndContinue(state, next);
                    };
            case Ret.Ending.Ignore() -> ignore();
            case Ret.Ending.Stop(ExitReason reason, var reply) when reply.isEmpty() -> stop(reason);
            case Ret.Ending.RaiseError(JsonNode value) -> throw new Raised(value);
            case Ret.Ending.RaiseExit(ExitReason reason) -> throw self().exit(reason);
            case Ret.Ending.BadReturn(JsonNode value) -> throw badReturn(value);
            case Ret.Ending.Reply _ -> throw badReturn("reply");
            case Ret.Ending.NoReply() -> throw badReturn("noreply");
            case Ret.Ending.Stop _ -> throw badReturn("stop");
        };
    }

    @Override
    protected Outcome<Integer> handleCall(Scripted request, From from, Integer state) {
        log("handle_call", request.tag());
        lastCaller = from;
        return outcome(Callback.CALL, request.ret(), state);
    }

    @Override
    protected Outcome<Integer> handleCast(Object message, Integer state) {
        Scripted scripted = (Scripted) message;
        log("handle_cast", scripted.tag());
        return outcome(Callback.OTHER, scripted.ret(), state);
    }

    @Override
    protected Outcome<Integer> handleInfo(Object message, Integer state) {
        switch (message) {
            case Scripted(JsonNode tag, Ret ret) -> {
                log("handle_info", tag);
                return outcome(Callback.OTHER, ret, state);
            }
            case Later(From caller, JsonNode reply) -> {
                log("handle_info", JSON.textNode("later"));
                caller.reply(reply);
            }
            case Timeout() -> log("handle_info", JSON.textNode("timeout"));
            case Exit(_, ExitReason reason) ->
                    log("handle_info", ReasonCodec.pair("EXIT", ReasonCodec.encode(reason)));
            default -> log("handle_info", JSON.textNode(message.toString()));
        }
        return noReply(state);
    }

    @Override
    protected Outcome<Integer> handleContinue(Object argument, Integer state) {
        log("handle_continue");
        return outcome(Callback.OTHER, (Ret) argument, state);
    }

    @Override
    protected void terminate(ExitReason reason, Integer state) {
        log("terminate", ReasonCodec.encode(reason));
        switch (setup.terminate()) {
            case OK, THROW -> {}
            case RAISE -> throw new Raised(CLEANUP_FAILED);
            case EXIT -> throw self().exit(ReasonCodec.decode(CLEANUP_FAILED));
        }
    }

    private Outcome<Integer> outcome(Callback callback, Ret ret, Integer state) {
        ret.replyNow().ifPresent(reply -> lastCaller().reply(reply));
        ret.replyLater()
                .ifPresent(later ->
                        self().sendAfter(later.delay(), new Later(lastCaller(), later.reply())));
        Integer next = ret.state().orElse(state);
        return switch (ret.ending()) {
            case Ret.Ending.Reply(JsonNode reply) when callback == Callback.CALL ->
                    then(reply(reply, next), ret.then());
            case Ret.Ending.NoReply() -> then(noReply(next), ret.then());
            case Ret.Ending.Stop(ExitReason reason, var reply) when reply.isEmpty() ->
                    stop(reason, next);
            case Ret.Ending.Stop(ExitReason reason, var reply) when callback == Callback.CALL ->
                    stop(reason, reply.get(), next);
            case Ret.Ending.RaiseError(JsonNode value) -> throw new Raised(value);
            case Ret.Ending.RaiseExit(ExitReason reason) -> throw self().exit(reason);
            case Ret.Ending.BadReturn(JsonNode value) -> throw badReturn(value);
            case Ret.Ending.Ok() -> throw badReturn("ok");
            case Ret.Ending.Ignore() -> throw badReturn("ignore");
            case Ret.Ending.Reply _ -> throw badReturn("reply");
            case Ret.Ending.Stop _ -> throw badReturn("stop");
        };
    }

    private static Outcome<Integer> then(Outcome<Integer> outcome, Ret.Then then) {
        return switch (then) {
            case Ret.Then.Wait() -> outcome;
            case Ret.Then.Timeout(var duration) -> outcome.timeout(duration);
            case Ret.Then.Continue(Ret ret) -> outcome.thenContinue(ret);
        };
    }

    private From lastCaller() {
        return Objects.requireNonNull(lastCaller, "a reply needs a call before it");
    }

    /// Recordings show of a bad tuple only its tag.
    private static Raised badReturn(String tag) {
        return badReturn(JSON.textNode(tag));
    }

    private static Raised badReturn(JsonNode value) {
        return new Raised(ReasonCodec.pair(GenServerExpectation.BAD_RETURN, value));
    }

    private void log(String callback) {
        log.accept(JSON.arrayNode().add(callback));
    }

    private void log(String callback, JsonNode detail) {
        log.accept(ReasonCodec.pair(callback, detail));
    }
}
