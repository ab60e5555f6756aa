package io.trunkline.ets.internal.table;

import io.trunkline.ets.CompiledSpec;
import io.trunkline.ets.internal.match.Matcher;
import io.trunkline.ets.internal.match.Program;
import io.trunkline.ets.internal.match.TupleView;
import io.trunkline.ets.match.BadMatchSpec;
import io.trunkline.ets.match.MatchSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A program for tuples that are in no table.
final class LocalCompiledSpec implements CompiledSpec {
    private final Program program;

    LocalCompiledSpec(MatchSpec spec) {
        if (spec.clauses().isEmpty()) {
            throw new BadMatchSpec("match specification must have a clause: clauses=[]");
        }
        program = Program.compile(spec, TupleView.TUPLES);
    }

    @Override
    public List<Object> run(List<?> rows) {
        Matcher matcher = program.matcher(null);
        List<Object> results = new ArrayList<>();
        for (Object row : rows) {
            Object result = matcher.run(row);
            if (result != Program.NO_MATCH) {
                results.add(result);
            }
        }
        return results;
    }

    @Override
    public Optional<Object> test(Object row) {
        Object result = program.matcher(null).run(row);
        return result == Program.NO_MATCH ? Optional.empty() : Optional.of(result);
    }
}
