package io.trunkline.ets.internal.table;

import io.trunkline.ets.ElementUpdate;
import io.trunkline.ets.internal.row.Rows;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Sets elements of a row; see [io.trunkline.ets.Table#updateElement].
final class ElementsUpdate extends RowUpdate {
    private final List<ElementUpdate> updates;
    private final boolean mayBeAbsent;

    ElementsUpdate(Rows rows, Object key, List<ElementUpdate> updates, @Nullable Object otherwise) {
        super(rows, key, otherwise);
        this.updates = updates;
        this.mayBeAbsent = otherwise == null;
    }

    @Override
    Object change(Object row) {
        int[] positions = new int[updates.size()];
        Object[] values = new Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            ElementUpdate update = updates.get(i);
            checkPosition(row, update.position());
            positions[i] = update.position();
            values[i] = update.value();
        }
        return rows.with(row, positions, values);
    }

    @Override
    @Nullable Object absent(Object key) {
        return mayBeAbsent ? null : super.absent(key);
    }
}
