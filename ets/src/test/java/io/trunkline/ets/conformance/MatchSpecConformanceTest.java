package io.trunkline.ets.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.match.Matcher;
import io.trunkline.ets.internal.match.Program;
import io.trunkline.ets.internal.match.TupleView;
import io.trunkline.ets.match.BadMatchSpec;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Match specifications give what the real ones gave, outside of tables.
class MatchSpecConformanceTest {
    private static final TermJson JSON = new TermJson(Atom.of("self"), Atom.of("tid"));

    @Test
    void givesWhatTheRealOnesGave() {
        List<String> mismatches = new ArrayList<>();
        List<Object> outcomes = new ArrayList<>();
        forEachScenario(scenario -> {
            for (JsonNode op : scenario.get("ops")) {
                Object result = replay(op);
                if (result == null) {
                    continue;
                }
                Object recorded = op.has("ok") ? JSON.decode(op.get("ok")) : Atom.of("badarg");
                outcomes.add(result);
                if (!Terms.same(result, recorded)) {
                    mismatches.add(op + ": " + Terms.toString(result));
                }
            }
        });
        System.out.printf(
                "match specifications: %d outcomes, %d mismatches%n",
                outcomes.size(), mismatches.size());
        assertThat(mismatches).isEmpty();
    }

    /// What every specification that was recorded, also those of tables, is read to is written back
    /// as it was.
    @Test
    void writesTermsAsTheyWereRead() {
        forEachScenario(scenario -> {
            for (JsonNode op : scenario.get("ops")) {
                for (JsonNode argument : op.get("args")) {
                    Object term = JSON.decode(argument);
                    if (!Terms.same(JSON.decode(JSON.encode(term)), term)) {
                        throw new AssertionError(argument + ": " + term);
                    }
                }
            }
        });
    }

    private static void forEachScenario(Consumer<JsonNode> action) {
        for (Recordings.Recording recording : Recordings.ofArea("ets")) {
            recording.scenarios().forEach(action);
        }
    }

    private static Object replay(JsonNode op) {
        List<Object> arguments = JSON.decodeAll(op.get("args"));
        return switch (op.get("op").textValue()) {
            case "test_ms" -> test(arguments.getFirst(), arguments.getLast());
            case "match_spec_run" -> run((List<?>) arguments.getFirst(), arguments.getLast());
            default -> null;
        };
    }

    private static Object test(Object row, Object term) {
        try {
            MatchSpec spec = MatchSpec.fromTerm(term);
            if (spec.clauses().isEmpty()) {
                return Atom.of("error");
            }
            Object result = matcher(spec).run(row);
            return Tuple.of(Atom.of("ok"), result == Program.NO_MATCH ? false : result);
        } catch (BadMatchSpec bad) {
            return Atom.of("error");
        }
    }

    private static Object run(List<?> rows, Object term) {
        try {
            MatchSpec spec = MatchSpec.fromTerm(term);
            if (spec.clauses().isEmpty()) {
                return Atom.of("badarg");
            }
            assertThat(MatchSpec.fromTerm(spec.toTerm())).isEqualTo(spec);
            Matcher matcher = matcher(spec);
            return rows.stream()
                    .map(matcher::run)
                    .filter(result -> result != Program.NO_MATCH)
                    .toList();
        } catch (BadMatchSpec bad) {
            return Atom.of("badarg");
        }
    }

    private static Matcher matcher(MatchSpec spec) {
        return Program.compile(spec, TupleView.TUPLES).matcher(null);
    }
}
