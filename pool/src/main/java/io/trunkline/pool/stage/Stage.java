package io.trunkline.pool.stage;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.Startable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// A process that takes part in an exchange of events on demand: a [Producer], a [Consumer] or, in
/// between, a [ProducerConsumer]. This class has what they have in common, and the requests that
/// one can make of a stage.
///
/// ```java
/// Pid numbers = node.start(new Numbers()).pid();
/// Pid printer = node.start(new Printer()).pid();
/// Stage.subscribe(printer, numbers, maxDemand(500));
/// ```
///
/// A consumer says how many events it can take, and is never sent more: nothing piles up in
/// mailboxes, however fast the producer is. Events are sent in batches and in order. They should be
/// immutable, as all that processes share.
///
/// *Threads.* Callbacks run one at a time, as those of a [server][Self]; each happens before the
/// next. The requests below may be made by any thread.
///
/// *When it ends.* As `GenServer`: [#terminate] runs when a callback stops or throws, on
/// [Pid#stop()], and on its parent's exit while it traps exits. A consumer also ends with its
/// producer, unless it [subscribed][CancelMode] otherwise. Events that wait in the mailbox of a
/// consumer that ends are lost; they are dead letters of its node.
///
/// *When not to use it.* To hand work to a fixed number of threads use a pool; to call a service
/// with a limit, a bulkhead. Stages are for streams of events that go through more than one step.
///
/// *Differences from OTP's GenStage* are in docs/deviations.md.
///
/// An instance is the code of one process: start it once.
///
/// @param <S> the state, immutable or confined to this stage
public abstract sealed class Stage<S> implements Startable
        permits Producer, ProducerConsumer, Consumer {
    private @Nullable StageLoop<S> loop;

    /// What a pipeline has it subscribe to, besides what its `init` says.
    private List<SubscribeTo> wired = List.of();

    Stage() {}

    // --- callbacks ---

    /// Makes the first state. The starter waits for it.
    protected abstract Init<S> init();

    /// Hears of a new subscription, on both sides: on the consumer's before it has asked, on the
    /// producer's before it gets demand. The default asks automatically.
    ///
    /// @return [#automatic], [#manual] (a consumer only), or [#stopSubscribing]
    protected Subscribing<S> handleSubscribe(Subscription subscription, S state) {
        return automatic(state);
    }

    /// Hears of the end of a subscription, on both sides; a consumer that its [CancelMode] ends
    /// does so afterwards. The default goes on.
    protected Outcome<S> handleCancel(Cancellation why, Subscription subscription, S state) {
        return noReply(state);
    }

    /// Handles a request. The default crashes, as there is nothing to answer.
    protected Outcome<S> handleCall(Object request, From from, S state) {
        throw new UnsupportedOperationException("handleCall must handle: request=" + request);
    }

    /// Handles a cast. The default crashes.
    protected Outcome<S> handleCast(Object message, S state) {
        throw new UnsupportedOperationException("handleCast must handle: message=" + message);
    }

    /// Handles any other message, those of [#asyncInfo] among them. The default logs it and goes
    /// on.
    protected Outcome<S> handleInfo(Object message, S state) {
        Logger log = LoggerFactory.getLogger(getClass());
        log.warn("{} dropped a message it does not handle: {}", self().pid(), message);
        return noReply(state);
    }

    /// Is about to end in order, by [#drain] or as its producers have been drained: nothing comes
    /// any more. It may emit what it has kept; until it emits the last events it goes on. The
    /// default has none.
    ///
    /// @return [#last], or what [Producer#emitLast] gives, now or from a later callback
    protected Outcome<S> handleDrain(S state) {
        return last(state);
    }

    /// Cleans up; see *When it ends*. What it throws replaces the exit reason.
    protected void terminate(ExitReason reason, S state) {}

    /// What may be seen of the state in crash reports, traces and status. The default shows it as
    /// it is.
    protected Object formatState(S state) {
        return state;
    }

    /// What may be seen of a message, request or reply; events are shown by their number only. The
    /// default shows it as it is.
    protected Object formatMessage(Object message) {
        return message;
    }

    /// Hears that a full buffer has discarded events.
    ///
    /// @return whether to log that; the default does
    protected boolean formatDiscarded(long events, S state) {
        return true;
    }

    // --- what callbacks return ---

    /// From `init`: not wanted; the start gives [io.trunkline.engine.Started.Ignored].
    protected static <S> Init<S> ignore() {
        return new Init.Ignore<>();
    }

    /// From `init`: failed; the start gives [io.trunkline.engine.Started.Failed].
    protected static <S> Init<S> stop(ExitReason reason) {
        return new Init.Stop<>(reason);
    }

    /// Goes on with `state` and no events; a caller may be answered later through its [From].
    protected static <S> Outcome<S> noReply(S state) {
        return Outcome.keep(state);
    }

    /// Emits nothing any more: the stage ends as [#drain] says.
    protected static <S> Outcome<S> last(S state) {
        return Outcome.emit(Events.none(), state, true);
    }

    /// Answers the caller and goes on with `state` and no events.
    protected static <S> Outcome<S> reply(Object reply, S state) {
        return Outcome.reply(reply, Events.none(), state);
    }

    /// Ends the stage; a caller not answered fails with `reason`.
    protected static <S> Outcome<S> stop(ExitReason reason, S state) {
        return Outcome.stop(reason, state);
    }

    /// Ends the stage; the caller is answered after `terminate` has run.
    protected static <S> Outcome<S> stop(ExitReason reason, Object reply, S state) {
        return Outcome.stop(reason, reply, state);
    }

    /// From `handleSubscribe`: the stage asks by itself, as the subscription's options say.
    protected static <S> Subscribing<S> automatic(S state) {
        return new Subscribing.Automatic<>(state);
    }

    /// From a consumer's `handleSubscribe`: nothing is asked for but with [Subscription#ask], and
    /// events come in the batches in which they were sent.
    protected static <S> Subscribing<S> manual(S state) {
        return new Subscribing.Manual<>(state);
    }

    /// From `handleSubscribe`: the stage ends.
    protected static <S> Subscribing<S> stopSubscribing(ExitReason reason, S state) {
        return new Subscribing.Stop<>(reason, state);
    }

    /// This process; usable in callbacks only.
    protected final Self self() {
        StageLoop<S> started = loop;
        if (started == null) {
            throw new IllegalStateException("stage must be started: stage=" + this);
        }
        return started.process();
    }

    @Override
    public final Behaviour behaviour() {
        if (loop != null) {
            throw new IllegalStateException("stage must be started once: stage=" + this);
        }
        loop = new StageLoop<>(this);
        return loop;
    }

    // --- what the loop needs to know of it ---

    List<SubscribeTo> wired() {
        return wired;
    }

    void wire(SubscribeTo producer) {
        wired = List.of(producer);
    }

    /// Whether it has an output.
    abstract boolean emits();

    /// Whether it has an input.
    abstract boolean receives();

    /// Demand that the buffer does not cover, for those that produce.
    Outcome<S> demanded(long demand, S state) {
        return noReply(state);
    }

    /// Whether it wants to know which events were sent to whom, and which were handled.
    boolean acknowledges() {
        return false;
    }

    /// Events that have gone to a subscriber, if it wants to know.
    void sent(Events<?> events, Subscription to, S state) {}

    /// The number of events that a subscriber has handled next, if it wants to know.
    Outcome<S> acknowledged(long events, Subscription from, S state) {
        return noReply(state);
    }

    /// Events, for those that receive any.
    Outcome<S> received(Events<?> events, Subscription from, S state) {
        return noReply(state);
    }

    // --- pipelines ---

    /// Begins a pipeline, with the default options of its producer; see [Pipeline].
    ///
    /// @param producer asked for a new one whenever the stage is started
    public static <E> Pipeline.Source<E> from(
            Node node, Supplier<? extends Producer<E, ?>> producer) {
        return Pipeline.from(node, producer);
    }

    // --- requests ---

    /// Subscribes a consumer to a producer. Returns when the consumer has sent its subscription,
    /// within 5 s; whether the producer takes it the consumer learns later.
    ///
    /// @throws CallFailed if the consumer does not answer
    /// @throws IllegalArgumentException if it is no consumer
    public static Subscription subscribe(Pid consumer, Pid producer, SubscribeOptions options) {
        return subscribed(
                consumer,
                call(consumer, new StageRequest.Subscribe(producer, options, null, null)));
    }

    /// As [#subscribe], not waiting for the consumer; for code that must not block.
    public static void asyncSubscribe(Pid consumer, Pid producer, SubscribeOptions options) {
        consumer.cast(new StageRequest.Subscribe(producer, options, null, null));
    }

    /// Replaces a subscription by another to the same producer, so that the producer never is
    /// without its consumer: the old one is cancelled with `reason` when the new one has arrived.
    /// The consumer takes the end of the old one as its [CancelMode] says.
    public static Subscription resubscribe(
            Subscription old, ExitReason reason, SubscribeOptions options) {
        Pid consumer = old.consumer();
        return subscribed(
                consumer,
                call(
                        consumer,
                        new StageRequest.Subscribe(
                                old.producer(),
                                options,
                                old,
                                Objects.requireNonNull(reason, "reason"))));
    }

    /// Sends a message to a stage's `handleInfo` that comes after the events which are buffered
    /// now.
    public static void asyncInfo(Pid stage, Object message) {
        stage.cast(new StageRequest.TellInfo(Objects.requireNonNull(message, "message")));
    }

    /// As [#asyncInfo], returning when the message has its place, within 5 s.
    ///
    /// @throws CallFailed if the stage does not answer
    public static void syncInfo(Pid stage, Object message) {
        call(stage, new StageRequest.TellInfo(Objects.requireNonNull(message, "message")));
    }

    /// Says what a producer does with demand from now on.
    public static void demand(Pid producer, Demand mode) {
        producer.cast(new StageRequest.SetDemand(Objects.requireNonNull(mode, "mode")));
    }

    /// What a producer does with demand.
    ///
    /// @throws CallFailed if the stage does not answer
    /// @throws IllegalArgumentException if it emits nothing
    public static Demand demand(Pid producer) {
        return (Demand) accepted(producer, call(producer, new StageRequest.GetDemand()));
    }

    /// What became of the events that a stage has emitted.
    ///
    /// @throws CallFailed if the stage does not answer
    /// @throws IllegalArgumentException if it emits nothing
    public static StageCounts counts(Pid producer) {
        return (StageCounts) accepted(producer, call(producer, new StageRequest.GetCounts()));
    }

    /// Has a stage end in order: it produces nothing new, delivers what it has as it is asked for,
    /// and ends with [Cancellation#DRAINED]. Stages that have subscribed to it (not TEMPORARY) do
    /// the same when they have no producer left.
    public static void drain(Pid stage) {
        stage.cast(new StageRequest.Drain());
    }

    /// How many events are lost with a message that reached nobody: for
    /// [io.trunkline.engine.NodeListener#deadLetter]. Zero if stages do not send such.
    public static int eventsIn(Object message) {
        return message instanceof StageMessage.Delivery delivery ? delivery.events().size() : 0;
    }

    private static Object call(Pid stage, Call<Object> request) {
        return stage.call(request);
    }

    private static Subscription subscribed(Pid consumer, Object reply) {
        return (Subscription) accepted(consumer, reply);
    }

    private static Object accepted(Pid stage, Object reply) {
        if (reply instanceof StageRequest.Refused(String why)) {
            throw new IllegalArgumentException(why + ": stage=" + stage);
        }
        return reply;
    }
}
