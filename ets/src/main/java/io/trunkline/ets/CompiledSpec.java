package io.trunkline.ets;

import io.trunkline.ets.match.MatchSpec;

import java.util.List;
import java.util.Optional;

/// A match specification made ready to be run on rows that are in no table (ets's
/// `match_spec_compile` and `match_spec_run`). Immutable; any thread.
public interface CompiledSpec {
    /// Compiles a specification.
    ///
    /// @throws io.trunkline.ets.match.BadMatchSpec if it has no clause
    static CompiledSpec of(MatchSpec spec) {
        return EtsProvider.installed().compile(spec);
    }

    /// What it makes of those that it takes, in their order. What is no row is taken by no pattern
    /// but a variable or `any()`.
    List<Object> run(List<?> rows);

    /// What it makes of one row; empty if it does not take it.
    Optional<Object> test(Object row);
}
