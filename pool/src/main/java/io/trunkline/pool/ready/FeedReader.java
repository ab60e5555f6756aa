package io.trunkline.pool.ready;

import io.trunkline.engine.Behaviour;
import io.trunkline.engine.Self;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/// What a producer does with a feed: asks it for no more than it has demand for, and sees to it
/// that it looks again when there may be more. Confined to the producer.
///
/// At most one message to look again is under way.
final class FeedReader<E> {
    /// How many events are taken at a time: between two batches the producer handles messages.
    static final int BATCH = 1024;

    private final Feed.Cursor<E> cursor;
    private final Self self;

    private @Nullable Look due;
    private boolean ended;

    FeedReader(Feed.Cursor<E> cursor, Self self) {
        this.cursor = cursor;
        this.self = self;
    }

    /// Has the producer look again.
    ///
    /// @param paused whether it is not to look before
    private record Look(boolean paused) implements Behaviour.Notice {}

    /// Whether it has given its last event.
    boolean ended() {
        return ended;
    }

    /// Takes in a message to the producer.
    void arrived(Object message) {
        if (message == due) {
            due = null;
        }
    }

    /// Takes events, if there are.
    ///
    /// @param most how many are wanted
    void take(long most, List<? super E> out) {
        if (ended || (due != null && due.paused())) {
            return;
        }
        int before = out.size();
        int batch = (int) Math.min(most, BATCH);
        switch (cursor.take(batch, out)) {
            case Feed.Rest.Ended() -> ended = true;
            case Feed.Rest.Waiting() -> {}
            case Feed.Rest.More() -> {
                if (out.size() - before < most) {
                    look(Duration.ZERO);
                }
            }
            case Feed.Rest.Later(Duration delay) -> {
                if (out.size() - before < most) {
                    look(delay);
                }
            }
        }
    }

    private void look(Duration delay) {
        if (due == null) {
            Look look = new Look(delay.isPositive());
            due = look;
            if (look.paused()) {
                self.sendAfter(delay, look);
            } else {
                self.pid().send(look);
            }
        }
    }

    void drain() {
        if (!cursor.drain()) {
            ended = true;
        }
    }

    void close() {
        cursor.close();
    }
}
