package io.trunkline.benchmarks.report;

import io.trunkline.examples.gateway.Answer;
import io.trunkline.examples.gateway.Step;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Counts and times what happens, in nanoseconds to three digits. Any thread may record; one at a
/// time may look.
public final class Measurements {
    private static final int DIGITS = 3;

    /// Fixed, as a recorder that grows stops everybody. Nothing takes longer than a day.
    private static final long LONGEST = TimeUnit.DAYS.toNanos(1);

    private final LongAdder sent = new LongAdder();
    private final Map<Kind, LongAdder> ended = new EnumMap<>(Kind.class);
    private final Map<Step, Recorder> steps = new EnumMap<>(Step.class);

    public Measurements() {
        for (Kind kind : Kind.values()) {
            ended.put(kind, new LongAdder());
        }
        for (Step step : Step.values()) {
            steps.put(step, new Recorder(1, LONGEST, DIGITS));
        }
    }

    /// Notes that a request is about to be sent.
    public void sent() {
        sent.increment();
    }

    /// Notes an answer: first its times, then that it came.
    public void answered(Answer answer) {
        for (Step step : Step.values()) {
            if (answer.timeline().passed(step)) {
                steps.get(step).recordValue(Math.clamp(answer.timeline().nanos(step), 0, LONGEST));
            }
        }
        ended.get(Kind.of(answer.response())).increment();
    }

    /// How many were sent and ended so far; never more ended than sent.
    public Counts counts() {
        var now = new EnumMap<Kind, Long>(Kind.class);
        ended.forEach((kind, count) -> now.put(kind, count.sum()));
        // Read last: what has ended was sent before.
        return new Counts(sent.sum(), now);
    }

    /// The times of each step since the last look.
    Map<Step, Histogram> interval() {
        var now = new EnumMap<Step, Histogram>(Step.class);
        steps.forEach((step, recorder) -> now.put(step, recorder.getIntervalHistogram()));
        return now;
    }
}
