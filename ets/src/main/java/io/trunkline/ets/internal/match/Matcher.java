package io.trunkline.ets.internal.match;

import io.trunkline.engine.Pid;

import org.jspecify.annotations.Nullable;

/// Runs a program over one row after the other. Not thread-safe.
public final class Matcher {
    private final Clause[] clauses;

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
