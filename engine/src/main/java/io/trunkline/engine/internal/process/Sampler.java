package io.trunkline.engine.internal.process;

import io.trunkline.engine.Attribution;

import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures where the time of some messages goes. Senders pick them (see [Context#picks]), put each
/// into a [Timed] with the time, and whoever takes it out of the mailbox puts down the rest.
///
/// Envelopes that were emptied wait to be filled again, so a node whose mailboxes hold fewer picked
/// messages than there is room for envelopes allocates nothing.
final class Sampler implements Attribution {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 2;
    private static final int ENVELOPES = 8192;

    private final Home home;

    /// Null until the first start, as most nodes never measure.
    private volatile @Nullable Measured measured;

    Sampler(Home home) {
        this.home = home;
    }

    /// What was measured since one start, and what it takes.
    private static final class Measured {
        final MpmcVarHandleArrayQueue<Timed> envelopes = new MpmcVarHandleArrayQueue<>(ENVELOPES);
        final Map<Class<?>, Times> byClass = new ConcurrentHashMap<>();
        final AtomicInteger classes = new AtomicInteger();
        final Times others = new Times();

        Times of(Class<?> code) {
            Times times = byClass.get(code);
            return times != null ? times : byClass.computeIfAbsent(code, _ -> make());
        }

        private Times make() {
            return classes.getAndIncrement() < MAX_CLASSES ? new Times() : others;
        }
    }

    /// The times of one class of behaviour; any thread puts down.
    private static final class Times {
        final AtomicHistogram queued = new AtomicHistogram(LONGEST, DIGITS);
        final AtomicHistogram handled = new AtomicHistogram(LONGEST, DIGITS);
        final AtomicHistogram calls = new AtomicHistogram(LONGEST, DIGITS);

        Latencies copy(String code) {
            return new Latencies(code, copy(queued), copy(handled), copy(calls));
        }

        private static Histogram copy(AtomicHistogram live) {
            Histogram copy = new Histogram(LONGEST, DIGITS);
            copy.add(live);
            return copy;
        }
    }

    private static void record(AtomicHistogram times, long nanos) {
        times.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    // --- what processes do ---

    /// An envelope with a message.
    Timed timed(Object message, long sentAt) {
        Measured m = measured;
        Timed timed = m == null ? null : m.envelopes.relaxedPoll();
        if (timed == null) {
            timed = new Timed();
        }
        timed.fill(message, sentAt);
        return timed;
    }

    /// Takes the message out of an envelope, which nobody may use after that.
    Object take(Timed timed) {
        Object message = timed.empty();
        Measured m = measured;
        if (m != null) {
            m.envelopes.relaxedOffer(timed);
        }
        return message;
    }

    /// Puts down the times of a message that was in a mailbox.
    void handled(Class<?> code, long inMailbox, long inHandler) {
        Measured m = measured;
        if (m != null) {
            Times times = m.of(code);
            record(times.queued, inMailbox);
            record(times.handled, inHandler);
        }
    }

    /// Puts down the time of a call that its caller has handled.
    void handledByCaller(Class<?> code, long inHandler) {
        Measured m = measured;
        if (m != null) {
            record(m.of(code).handled, inHandler);
        }
    }

    /// Puts down how long a caller waited for its reply.
    void called(Class<?> code, long waited) {
        Measured m = measured;
        if (m != null) {
            record(m.of(code).calls, waited);
        }
    }

    // --- Attribution ---

    @Override
    public void start(int every) {
        if (every < 1 || every > 1 << 20) {
            throw new IllegalArgumentException("every must be in 1..1048576: every=" + every);
        }
        measured = new Measured();
        home.samplesOneIn = every;
    }

    @Override
    public void stop() {
        home.samplesOneIn = 0;
    }

    @Override
    public boolean isOn() {
        return home.samplesOneIn != 0;
    }

    @Override
    public List<Latencies> latencies() {
        Measured now = measured;
        if (now == null) {
            return List.of();
        }
        List<Latencies> all = new ArrayList<>();
        now.byClass.forEach((code, times) -> {
            if (times != now.others) {
                all.add(times.copy(code.getName()));
            }
        });
        if (now.classes.get() > MAX_CLASSES) {
            all.add(now.others.copy(OTHERS));
        }
        all.sort(Comparator.comparing(Latencies::code));
        return List.copyOf(all);
    }
}
