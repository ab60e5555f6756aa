package io.trunkline.ets.internal.match;

import io.trunkline.engine.Pid;
import io.trunkline.ets.match.MatchSpec;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A match specification made ready to run. Immutable; any thread.
public final class Program {
    /// What a run gives for a row that no clause takes.
    public static final Object NO_MATCH = new Object();

    private final RowView rows;
    private final Clause[] clauses;
    private final int slots;

    private Program(RowView rows, List<Clause> clauses) {
        this.rows = rows;
        this.clauses = clauses.toArray(Clause[]::new);
        this.slots = clauses.stream().mapToInt(Clause::slots).max().orElse(0);
    }

    public static Program compile(MatchSpec spec, RowView rows) {
        return new Program(
                rows, spec.clauses().stream().map(clause -> Clause.compile(clause, rows)).toList());
    }

    /// Something to run it with, for one thread at a time.
    ///
    /// @param self the process on whose behalf it runs; null if there is none
    public Matcher matcher(@Nullable Pid self) {
        return new Matcher(rows, slots, self, clauses);
    }
}
