package io.trunkline.engine;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The code of a scheduled process, one floor below `GenServer`: extend that one, unless you write
/// a behaviour of your own.
///
/// The runtime calls one method at a time, on whichever thread has the right to run the process,
/// each call happening before the next. A method that throws ends the process: [ProcessExit] with
/// its reason, anything else as [ExitReason.Crashed].
public interface Behaviour {
    /// The first call, in the new process, before any message.
    Start onStart(Self self);

    /// Called once, before any message, if [#onStart(Self)] answered [Start.Continue].
    default void onContinue() {}

    /// A request. If it returns with `from` unanswered, the runtime remembers the caller and tells
    /// it when this process ends.
    void onCall(Object request, From from);

    /// A message sent with `cast`.
    void onCast(Object message);

    /// Any other message, [Exit] and [Down] among them.
    void onMessage(Object message);

    /// The messages that waited together are handled. Called in a pinned process only, when nothing
    /// waits any more or after 128 messages at the latest, never twice in a row.
    default void onBatchEnd() {}

    /// Asked to end in order: to clean up and throw [ProcessExit].
    default void onStop(ExitReason reason) {
        throw new ProcessExit(reason);
    }

    /// Messages that it has taken and means to handle later. They count as waiting, and become dead
    /// letters if the process ends first; callers among them are held as their [From]. Any thread
    /// may ask.
    default Collection<?> postponed() {
        return List.of();
    }

    /// The class that its callbacks are in, as tools show it. Any thread may ask.
    default Class<?> code() {
        return getClass();
    }

    /// Whether it holds messages back until it is told to go on. Any thread may ask.
    default boolean isSuspended() {
        return false;
    }

    /// What it did last, oldest first, if it keeps that. Any thread may ask, also while it runs.
    default List<?> events() {
        return List.of();
    }

    /// What it wants its [CrashReport] to say, asked once after it has thrown and before anybody is
    /// told. The default leaves it to the runtime, which knows the last message only.
    default LastWords lastWords() {
        return LastWords.NONE;
    }

    /// What a behaviour says of its own end.
    ///
    /// @param message what it was handling, fit to be shown; if it is empty the runtime shows what
    ///   it has delivered last
    /// @param state its state, fit to be shown
    /// @param events what it did last, oldest first
    record LastWords(Optional<Object> message, Optional<Object> state, List<?> events) {
        /// Nothing to say.
        public static final LastWords NONE =
                new LastWords(Optional.empty(), Optional.empty(), List.of());

        public LastWords {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(state, "state");
            events = List.copyOf(events);
        }
    }

    /// A message of a behaviour to itself, such as a timeout: nobody misses it when the process has
    /// ended, so it is no dead letter.
    interface Notice {}

    /// A request that is about a process rather than for its code, as those of `sys`: a full
    /// mailbox takes it all the same.
    interface Control {}

    /// How a start went.
    sealed interface Start {
        /// Started.
        record Ready() implements Start {}

        /// Started; [Behaviour#onContinue()] comes next.
        record Continue() implements Start {}

        /// Not wanted: the process ends normally and its starter gets [Started.Ignored].
        record Ignore() implements Start {}

        /// Failed: the process ends with `reason` and its starter gets [Started.Failed].
        record Stop(ExitReason reason) implements Start {}
    }
}
