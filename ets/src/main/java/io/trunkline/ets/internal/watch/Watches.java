package io.trunkline.ets.internal.watch;

import io.trunkline.engine.Clock;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.RowChange;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// All that goes along with the changes of one table. Indexes come first, as they may refuse a
/// change; subscribers last, as they are told what is sure.
public final class Watches<R> implements Witness {
    private final @Nullable Indexes indexes;
    private final @Nullable Retention retention;
    private final Subscriptions<R> subscriptions;

    /// @param keyOrder of the table's keys: zero for those that are one key there
    /// @param entries makes stores for the entries of indexes, keyed by their first element
    public Watches(
            NodeServices services,
            Clock clock,
            TableSpec<R> spec,
            Function<Object, Object> keyOf,
            Comparator<Object> keyOrder,
            Function<Keys, Store> entries) {
        CauseOfChange cause = new CauseOfChange();
        indexes =
                spec.indexes().isEmpty()
                        ? null
                        : new Indexes(spec.indexes(), keyOf, keyOrder, entries);
        retention =
                spec.timeToLive().isEmpty() && spec.maxSize() == Long.MAX_VALUE
                        ? null
                        : new Retention(
                                services,
                                clock,
                                spec.timeToLive().orElse(null),
                                spec.maxSize(),
                                cause);
        subscriptions = new Subscriptions<>(services, keyOf, keyOrder, cause);
    }

    /// Whether changes must be watched from the first on.
    public boolean isNeeded() {
        return indexes != null || retention != null;
    }

    public @Nullable Indexes indexes() {
        return indexes;
    }

    public @Nullable Retention retention() {
        return retention;
    }

    public Subscriptions<R> subscriptions() {
        return subscriptions;
    }

    @Override
    public void changing(List<RowChange> changes) {
        if (retention != null) {
            retention.checkDue(changes);
        }
        if (indexes != null) {
            indexes.changing(changes);
        }
        if (retention != null) {
            retention.changing(changes);
        }
        subscriptions.changing(changes);
    }

    @Override
    public void clearing() {
        if (indexes != null) {
            indexes.clearing();
        }
        if (retention != null) {
            retention.clearing();
        }
        subscriptions.clearing();
    }

    /// The table is gone.
    public void end() {
        if (retention != null) {
            retention.end();
        }
        subscriptions.end();
    }
}
