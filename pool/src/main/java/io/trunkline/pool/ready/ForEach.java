package io.trunkline.pool.ready;

import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.Subscription;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// A consumer that does something with each event.
///
/// ```java
/// Stage.from(node, source).into(() -> ForEach.of(table::insert)).start();
/// ```
///
/// What `action` throws ends the stage; the rest of that batch is lost, or delivered again if it is
/// [Acknowledged].
///
/// @param <E> the events
public final class ForEach<E> extends io.trunkline.pool.stage.Consumer<E, Boolean> {
    private final Consumer<? super List<E>> action;

    private ForEach(Consumer<? super List<E>> action) {
        this.action = action;
    }

    /// One that does it with each event.
    public static <E> ForEach<E> of(Consumer<? super E> action) {
        Objects.requireNonNull(action, "action");
        return new ForEach<>(events -> events.forEach(action));
    }

    /// One that does it with each batch, as it comes: an immutable list.
    public static <E> ForEach<E> batch(Consumer<? super List<E>> action) {
        return new ForEach<>(Objects.requireNonNull(action, "action"));
    }

    @Override
    protected Init<Boolean> init() {
        return ok(true);
    }

    @Override
    protected Outcome<Boolean> handleEvents(List<E> events, Subscription from, Boolean state) {
        action.accept(events);
        return noReply(state);
    }
}
