package io.trunkline.pool.stage;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessExit;
import io.trunkline.engine.Self;
import io.trunkline.engine.sys.SysBehaviour;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The process of a stage: between its mailbox, its callbacks and its two sides. Confined to it.
///
/// What a callback throws, and a wish to end, goes up to the method that handles the message, which
/// has `terminate` run once.
final class StageLoop<S> extends SysBehaviour {
    private static final Logger log = LoggerFactory.getLogger(Stage.class);

    private final Stage<S> stage;
    private @Nullable S state;
    private @Nullable Output output;
    private @Nullable Input input;

    /// Whether it is to end once it has handled and delivered all it has got.
    private boolean draining;

    /// Whether `handleDrain` has run, or need not.
    private boolean drainTold;

    /// Whether it emits nothing any more.
    private boolean last;

    StageLoop(Stage<S> stage) {
        this.stage = stage;
    }

    /// The process, for the stage's own `self()`.
    Self process() {
        return self();
    }

    @Override
    @SuppressWarnings("NullAway") // set before any callback that gets it
    protected S state() {
        return state;
    }

    @Override
    public String toString() {
        return stage.getClass().getName();
    }

    // --- what the process asks for ---

    @Override
    protected Start start() {
        return switch (stage.init()) {
            case Init.Ignore<S>() -> new Start.Ignore();
            case Init.Stop<S>(ExitReason reason) -> new Start.Stop(reason);
            case Init.Ok<S> ok -> start(ok);
        };
    }

    private Start start(Init.Ok<S> ok) {
        state = ok.state();
        Output out = stage.emits() ? new Output(this, ok.output(), stage.receives()) : null;
        Input in = stage.receives() ? new Input(this, out) : null;
        output = out;
        input = in;
        if (in != null) {
            for (SubscribeTo wanted : ok.producers()) {
                if (!subscribe(in, wanted)) {
                    return new Start.Stop(ExitReason.noProc());
                }
            }
            for (SubscribeTo wanted : stage.wired()) {
                if (!subscribe(in, wanted)) {
                    return new Start.Stop(ExitReason.noProc());
                }
            }
        }
        return new Start.Ready();
    }

    /// @return false if it must not start without that producer
    private boolean subscribe(Input in, SubscribeTo wanted) {
        Optional<Pid> producer = wanted.producer().apply(self().node());
        if (producer.isEmpty()) {
            return wanted.options().cancel() == CancelMode.TEMPORARY;
        }
        in.subscribe(producer.get(), wanted.options(), null, null);
        return true;
    }

    @Override
    protected void handleCall(Object request, From from) {
        Outcome<S> outcome;
        try {
            if (request instanceof StageRequest<?> known) {
                reply(from, answer(known));
                outcome = null;
            } else {
                outcome = made(stage.handleCall(request, from, state()));
                if (outcome.stop == null) {
                    apply(outcome);
                    if (outcome.replies) {
                        reply(from, replyOf(outcome));
                    }
                }
            }
            endIfDrained();
        } catch (Throwable t) {
            throw crashed(t, request);
        }
        if (outcome != null && outcome.stop != null) {
            stop(outcome, outcome.stop, from, request);
        }
    }

    private void stop(Outcome<S> outcome, ExitReason reason, From from, Object request) {
        state = outcome.state;
        try {
            throw ended(reason, request);
        } finally {
            if (outcome.replies) {
                reply(from, replyOf(outcome));
            }
        }
    }

    @SuppressWarnings("NullAway") // null is a reply where the stage's protocol says so
    private static Object replyOf(Outcome<?> outcome) {
        return outcome.reply;
    }

    @Override
    protected void handleCast(Object message) {
        try {
            if (message instanceof StageRequest<?> known) {
                if (answer(known) instanceof StageRequest.Refused(String why)) {
                    log.error("{} dropped a request, {}: {}", self().pid(), why, message);
                }
            } else {
                apply(stage.handleCast(message, state()));
            }
            endIfDrained();
        } catch (Throwable t) {
            throw crashed(t, message);
        }
    }

    @Override
    protected void handleInfo(Object message) {
        try {
            switch (message) {
                case StageMessage known -> handle(known);
                case Down down when isOurs(down) -> {}
                default -> apply(stage.handleInfo(message, state()));
            }
            endIfDrained();
        } catch (Throwable t) {
            throw crashed(t, message);
        }
    }

    /// Takes in the end of a process at the other side of a subscription.
    ///
    /// @return false if it is of another process
    private boolean isOurs(Down down) {
        return (input != null && input.down(down)) || (output != null && output.down(down));
    }

    private void handle(StageMessage message) {
        switch (message) {
            case StageMessage.Delivery delivery when input != null -> input.arrived(delivery);
            case StageMessage.Cancelled(Subscription subscription, ExitReason reason)
                    when input != null ->
                    input.end(subscription, new Cancellation(Cancellation.Kind.CANCEL, reason));
            case StageMessage.Ask(Subscription subscription, long events) when output != null ->
                    output.ask(subscription, events);
            case StageMessage.AskAgain(long events) when output != null -> output.askAgain(events);
            case StageMessage.Handled(Subscription subscription, long events) when output != null ->
                    output.handled(subscription, events);
            case StageMessage.Subscribe request when output != null -> output.subscribe(request);
            case StageMessage.CancelAsked(Subscription subscription, ExitReason reason)
                    when output != null ->
                    output.cancel(subscription, Cancellation.Kind.CANCEL, reason);
            default -> log.error("{} must not be sent this: {}", self().pid(), message);
        }
    }

    private Object answer(StageRequest<?> request) {
        Input in = input;
        Output out = output;
        return switch (request) {
            case StageRequest.Subscribe wish ->
                    in == null
                            ? new StageRequest.Refused("a stage must receive events to subscribe")
                            : in.subscribe(
                                    wish.producer(),
                                    wish.options(),
                                    wish.replaced(),
                                    wish.reason());
            case StageRequest.TellInfo(Object message) -> {
                if (in != null) {
                    in.info(message);
                } else if (out != null) {
                    out.info(message);
                }
                yield true;
            }
            case StageRequest.SetDemand(Demand mode) -> {
                if (out == null || in != null) {
                    yield new StageRequest.Refused("a stage must be a producer to hold demand");
                }
                out.mode(mode);
                yield true;
            }
            case StageRequest.GetDemand() ->
                    out == null
                            ? new StageRequest.Refused("a stage must emit to have a demand mode")
                            : out.mode();
            case StageRequest.GetCounts() ->
                    out == null
                            ? new StageRequest.Refused("a stage must emit to count events")
                            : out.counts();
            case StageRequest.Drain() -> {
                drain();
                yield true;
            }
        };
    }

    @Override
    protected void terminate(ExitReason reason) {
        stage.terminate(reason, state());
    }

    // --- outcomes ---

    private static <S> Outcome<S> made(@Nullable Outcome<S> outcome) {
        return Objects.requireNonNull(outcome, "a callback must return an outcome: outcome=null");
    }

    private void apply(Outcome<S> outcome) {
        made(outcome);
        state = outcome.state;
        if (outcome.stop != null) {
            throw ending(outcome.stop);
        }
        if (!outcome.events.isEmpty() && output != null) {
            output.emit(outcome.events);
        }
        if (outcome.last) {
            last = true;
            drainTold = true;
            drain();
        }
    }

    /// To be thrown by who wants the stage to end.
    ProcessExit ending(ExitReason reason) {
        return new ProcessExit(reason);
    }

    // --- what the two sides have it do ---

    /// Tells of a subscription.
    ///
    /// @return whether it is manual
    boolean subscribes(Subscription subscription) {
        return switch (stage.handleSubscribe(subscription, state())) {
            case Subscribing.Automatic<S>(S next) -> {
                state = next;
                yield false;
            }
            case Subscribing.Manual<S>(S next) -> {
                state = next;
                yield true;
            }
            case Subscribing.Stop<S>(ExitReason reason, S next) -> {
                state = next;
                throw ending(reason);
            }
        };
    }

    void cancelled(Cancellation why, Subscription subscription) {
        apply(stage.handleCancel(why, subscription, state()));
    }

    void demanded(long demand) {
        if (!last) {
            apply(stage.demanded(demand, state()));
        }
    }

    boolean acknowledges() {
        return stage.acknowledges();
    }

    void sent(Events<?> events, Subscription to) {
        stage.sent(events, to, state());
    }

    void acknowledged(long events, Subscription from) {
        apply(stage.acknowledged(events, from, state()));
    }

    void received(Events<?> events, Subscription from) {
        apply(stage.received(events, from, state()));
    }

    void inputOpened() {
        Input in = input;
        Output out = output;
        if (in != null && out != null) {
            in.takeWaiting(out);
        }
    }

    void discarded(int events) {
        if (stage.formatDiscarded(events, state())) {
            log.warn("{} discarded events that nobody asked for: {}", self().pid(), events);
        }
    }

    // --- the end in order ---

    /// Has the stage end when it has handled and delivered what it has got.
    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        if (output != null) {
            output.mode(Demand.FORWARD);
        }
        if (input != null) {
            input.cancelAll();
        }
    }

    private void endIfDrained() {
        if (!draining || (input != null && !input.isEmpty())) {
            return;
        }
        if (!drainTold) {
            drainTold = true;
            apply(stage.handleDrain(state()));
        }
        if (last && output != null) {
            output.sendOldest();
        }
        if (last && (output == null || output.isDrained())) {
            throw ending(Cancellation.DRAINED);
        }
    }

    // --- what Sys asks for ---

    @Override
    @SuppressWarnings("unchecked") // the caller's word
    protected void replaceState(UnaryOperator<Object> change) {
        state = (S) change.apply(state());
    }

    @Override
    protected Object formatState() {
        return stage.formatState(state());
    }

    @Override
    protected Object formatMessage(Object message) {
        return message instanceof StageMessage ? message : stage.formatMessage(message);
    }
}
