package io.trunkline.engine.sys;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// What is switched on in a behaviour. Confined to its process, but for the log, which any thread
/// may read: who wants to know what a process did last that does not answer.
final class Oversight {
    boolean suspended;

    private @Nullable Consumer<? super SysEvent> trace;

    private boolean counting;
    private long since;
    private long messagesIn;
    private long messagesOut;

    private int limit;
    private int logged;
    private final Queue<SysEvent> log = new ConcurrentLinkedQueue<>();

    /// Whether nothing is on, so that this object has no use.
    boolean isIdle() {
        return !suspended && !isWatching();
    }

    /// Whether anybody wants to hear of events.
    boolean isWatching() {
        return counting || limit > 0 || trace != null;
    }

    void trace(@Nullable Consumer<? super SysEvent> listener) {
        trace = listener;
    }

    void count(boolean on, long now) {
        counting = on;
        since = now;
        messagesIn = 0;
        messagesOut = 0;
    }

    Optional<Statistics> statistics(long now) {
        return counting
                ? Optional.of(
                        new Statistics(Duration.ofNanos(now - since), messagesIn, messagesOut))
                : Optional.empty();
    }

    void keep(int events) {
        if (limit != events) {
            limit = events;
            logged = 0;
            log.clear();
        }
    }

    List<SysEvent> log() {
        return List.copyOf(log);
    }

    /// Counts and shows an event.
    ///
    /// @return what the listener threw, which is taken away then
    @Nullable Throwable happened(SysEvent event) {
        switch (event) {
            case SysEvent.Called _, SysEvent.Casted _, SysEvent.Received _ -> messagesIn++;
            case SysEvent.Replied _ -> messagesOut++;
            case SysEvent.Handled _, SysEvent.Postponed _, SysEvent.Entered _ -> {}
        }
        if (limit > 0) {
            if (logged == limit) {
                log.poll();
            } else {
                logged++;
            }
            log.add(event);
        }
        if (trace != null) {
            try {
                trace.accept(event);
            } catch (Throwable t) {
                trace = null;
                return t;
            }
        }
        return null;
    }
}
