package io.trunkline.ets.internal.watch;

import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.SubscribeOptions;
import io.trunkline.ets.Subscription;
import io.trunkline.ets.TableEvent;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Who wants to hear of a table's changes.
public final class Subscriptions<R> implements Witness {
    private final NodeServices services;
    private final Function<Object, Object> keyOf;
    private final Comparator<Object> keyOrder;
    private final CauseOfChange cause;
    private final CopyOnWriteArrayList<LocalSubscription<R>> subscriptions =
            new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /// @param keyOrder of the table's keys: zero for those that are one key there
    public Subscriptions(
            NodeServices services,
            Function<Object, Object> keyOf,
            Comparator<Object> keyOrder,
            CauseOfChange cause) {
        this.services = services;
        this.keyOf = keyOf;
        this.keyOrder = keyOrder;
        this.cause = cause;
    }

    /// Adds a subscription of a living process.
    public Subscription<R> add(Pid subscriber, SubscribeOptions options) {
        LocalSubscription<R> made = new LocalSubscription<>(this, subscriber, options, keyOrder);
        subscriptions.add(made);
        if (!services.addExitHook(subscriber, made)) {
            made.cancel();
            throw new BadArg("subscriber must be a living process of the node: pid=" + subscriber);
        }
        if (ended) {
            end(made);
        }
        return made;
    }

    void remove(LocalSubscription<R> subscription) {
        subscriptions.remove(subscription);
        services.removeExitHook(subscription.subscriber(), subscription);
    }

    @Override
    public void changing(List<RowChange> changes) {
        if (subscriptions.isEmpty()) {
            return;
        }
        for (RowChange change : changes) {
            tell(keyOf.apply(some(change)), event(change));
        }
    }

    @Override
    public void clearing() {
        tell(null, new TableEvent.Cleared<>());
    }

    /// Tells that the table is gone.
    public void end() {
        ended = true;
        subscriptions.forEach(this::end);
    }

    private void end(LocalSubscription<R> subscription) {
        subscription.end(new TableEvent.Gone<>());
        remove(subscription);
    }

    private void tell(@Nullable Object key, TableEvent<R> event) {
        for (LocalSubscription<R> subscription : subscriptions) {
            subscription.add(key, event);
        }
    }

    private static Object some(RowChange change) {
        Object after = change.after();
        if (after != null) {
            return after;
        }
        Object before = change.before();
        if (before != null) {
            return before;
        }
        throw new IllegalArgumentException("change must have a row: change=" + change);
    }

    @SuppressWarnings("unchecked") // rows of this table
    private TableEvent<R> event(RowChange change) {
        Object before = change.before();
        Object after = change.after();
        if (before == null) {
            return new TableEvent.Inserted<>((R) some(change));
        }
        if (after != null) {
            return new TableEvent.Updated<>((R) before, (R) after);
        }
        R gone = (R) before;
        return switch (cause.ofThisChange()) {
            case DELETED -> new TableEvent.Deleted<>(gone);
            case EXPIRED -> new TableEvent.Expired<>(gone);
            case EVICTED -> new TableEvent.Evicted<>(gone);
        };
    }
}
