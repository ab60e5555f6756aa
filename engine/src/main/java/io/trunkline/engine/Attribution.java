package io.trunkline.engine;

import org.HdrHistogram.Histogram;

import java.util.List;
import java.util.Objects;

/// Measures where the time of messages goes: in the mailbox, in the handler, and, of calls, until
/// the caller has its reply. One for each class of behaviour; off until it is switched on.
///
/// It looks at some messages, one in [#DEFAULT_EVERY] by default and picked at random, as reading
/// the clock three times for each would cost more than most handlers do. So percentiles are those
/// of all messages, but a maximum may be missed; [NodeListener#longHandler] misses none. It
/// allocates nothing, but for what it keeps for each class.
///
/// What a threaded process receives is not measured, nor the time in mailboxes with a limit. A call
/// whose caller runs the server was never in the mailbox, so it counts as handled and as a call.
///
/// Any thread may use it.
public interface Attribution {
    /// One message in so many is looked at by default.
    int DEFAULT_EVERY = 16;

    /// How many classes are told apart; what runs after that is put together as [#OTHERS].
    int MAX_CLASSES = 64;

    /// The class of what belongs to none of the first classes.
    String OTHERS = "(others)";

    /// Begins to measure, from zero.
    ///
    /// @param every one message in so many is looked at; 1 for all
    void start(int every);

    /// Begins to measure, from zero, at [#DEFAULT_EVERY].
    default void start() {
        start(DEFAULT_EVERY);
    }

    /// Stops measuring; what was measured stays.
    void stop();

    /// Whether it measures.
    boolean isOn();

    /// What was measured since the start, by class: copies that nobody changes. For an interval,
    /// keep a look and ask the next one for what came [since][Latencies#since].
    List<Latencies> latencies();

    /// The times of one class of behaviour, in nanoseconds, 1 hour at most, with two digits.
    ///
    /// @param code the class of the behaviour
    /// @param queued from the send until the handler began
    /// @param handled from there until the handler returned
    /// @param calls from the call until the caller had its reply
    record Latencies(String code, Histogram queued, Histogram handled, Histogram calls) {
        public Latencies {
            Objects.requireNonNull(code, "code");
        }

        /// What was measured after an earlier look.
        ///
        /// @throws IllegalArgumentException if that was at another class
        public Latencies since(Latencies earlier) {
            if (!code.equals(earlier.code)) {
                throw new IllegalArgumentException(
                        "earlier must be of the same class: earlier=" + earlier.code);
            }
            return new Latencies(
                    code,
                    difference(queued, earlier.queued),
                    difference(handled, earlier.handled),
                    difference(calls, earlier.calls));
        }

        private static Histogram difference(Histogram later, Histogram earlier) {
            Histogram between = later.copy();
            between.subtract(earlier);
            return between;
        }
    }
}
