package io.trunkline.ets.internal.match;

import io.trunkline.engine.Pid;
import io.trunkline.ets.internal.store.RowBuffer;

import org.jspecify.annotations.Nullable;

/// Runs a program over one row after the other. Not thread-safe.
public final class Matcher {
    private final Clause[] clauses;
    private final int arity;
    private final Call.@Nullable CompareElement guard;

    // Read by nodes.
    final RowView rows;
    final @Nullable Pid self;
    final Object[] slots;
    Object row = Program.NO_MATCH;

    Matcher(RowView rows, int slots, @Nullable Pid self, Clause[] clauses) {
        this.rows = rows;
        this.self = self;
        this.slots = new Object[slots];
        this.clauses = clauses;
        this.arity = arity(clauses);
        this.guard = clauses.length == 1 && arity >= 0 ? clauses[0].guardOfElement() : null;
    }

    /// What all clauses agree on.
    private static int arity(Clause[] clauses) {
        int arity = clauses.length == 0 ? -1 : clauses[0].arity();
        for (Clause clause : clauses) {
            if (clause.arity() != arity) {
                return -1;
            }
        }
        return arity;
    }

    /// Drops rows that no clause takes for want of elements, or since the only one has a guard
    /// against it that asks for one integer. To look at many rows for so little before each is run
    /// fetches them from memory side by side instead of one by one, and has nothing to predict.
    public void sift(RowBuffer many) {
        Call.CompareElement first = guard;
        if (first != null) {
            many.removeIf(one -> rows.arity(one) != arity || !first.holds(rows, one));
        } else if (arity >= 0) {
            many.removeIf(one -> rows.arity(one) != arity);
        }
    }

    /// Whether the program gives `true` for a row.
    public boolean isTrue(Object row) {
        this.row = row;
        for (Clause clause : clauses) {
            if (clause.takes(this)) {
                return clause.isTrue(this);
            }
        }
        return false;
    }

    /// What the program makes of a row, or [Program#NO_MATCH].
    public Object run(Object row) {
        this.row = row;
        for (Clause clause : clauses) {
            if (clause.takes(this)) {
                return clause.result(this);
            }
        }
        return Program.NO_MATCH;
    }
}
