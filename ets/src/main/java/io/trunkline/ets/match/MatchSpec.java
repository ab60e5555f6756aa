package io.trunkline.ets.match;

import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Which rows to take and what to make of them: clauses, of which the first whose head matches and
/// whose guards are all true decides.
///
/// ```java
/// MatchSpec.of(row($1, $2, any())).where(gt($2, 5)).returning($1)
/// ```
///
/// A call that fails, such as `hd` of what is no list, makes the guard's clause fail; in a result
/// it yields the atom `'EXIT'`, and evaluation goes on. Immutable, and valid: what could never be
/// run is refused when it is made.
public final class MatchSpec {
    private static final int CLAUSE_ARITY = 3;

    private final List<Clause> clauses;

    private MatchSpec(List<Clause> clauses) {
        this.clauses = List.copyOf(clauses);
    }

    /// One alternative, in term form.
    ///
    /// @param guards all must be true
    /// @param results at least one; all are evaluated, the last is the result
    public record Clause(Object head, List<Object> guards, List<Object> results) {
        /// @throws BadMatchSpec if it could never be run
        public Clause {
            head = Terms.immutable(head);
            guards = guards.stream().map(Terms::immutable).toList();
            results = results.stream().map(Terms::immutable).toList();
            Validation.check(head, guards, results);
        }
    }

    /// All rows that look like this, as they are.
    ///
    /// @throws BadMatchSpec if the pattern could never be matched against anything
    public static MatchSpec of(Pattern head) {
        return new MatchSpec(List.of(new Clause(head.term(), List.of(), List.of(Symbols.ROW))));
    }

    /// Reads the term form: `[{Head, [Guard], [Result]}]`. Without clauses it takes no row.
    ///
    /// @throws BadMatchSpec if it could never be run
    public static MatchSpec fromTerm(Object term) {
        List<Clause> clauses = new ArrayList<>();
        for (Object clause : list(term, "match specification")) {
            if (!(clause instanceof Tuple tuple) || tuple.arity() != CLAUSE_ARITY) {
                throw new BadMatchSpec(
                        "expected a clause {Head,Guards,Results}, got: " + Terms.toString(clause));
            }
            clauses.add(
                    new Clause(
                            tuple.get(1),
                            list(tuple.get(2), "guards"),
                            list(tuple.get(3), "results")));
        }
        return new MatchSpec(clauses);
    }

    /// The term form, from which [#fromTerm(Object)] makes an equal specification.
    public List<Tuple> toTerm() {
        return clauses.stream()
                .map(clause -> Tuple.of(clause.head, clause.guards, clause.results))
                .toList();
    }

    /// The clauses, first to last.
    public List<Clause> clauses() {
        return clauses;
    }

    /// Adds guards to the last clause. Booleans and other literals may be guards too.
    ///
    /// @throws BadMatchSpec if one names a variable that the head does not bind
    public MatchSpec where(Object... guards) {
        Clause last = last();
        List<Object> all =
                Stream.concat(last.guards.stream(), Stream.of(guards).map(Match::term)).toList();
        return withLast(new Clause(last.head, all, last.results));
    }

    /// Says what the last clause makes of a row, which otherwise is the row itself. All expressions
    /// are evaluated, the last is the result.
    ///
    /// @throws BadMatchSpec if there is none, or one names a variable that the head does not bind
    public MatchSpec returning(Object... results) {
        Clause last = last();
        List<Object> terms = Stream.of(results).map(Match::term).toList();
        return withLast(new Clause(last.head, last.guards, terms));
    }

    /// Adds the clauses of another, for rows that none of these take.
    public MatchSpec orElse(MatchSpec other) {
        return new MatchSpec(Stream.concat(clauses.stream(), other.clauses.stream()).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatchSpec that && Terms.same(toTerm(), that.toTerm());
    }

    @Override
    public int hashCode() {
        return Terms.hash(toTerm());
    }

    /// The term form as Erlang prints it.
    @Override
    public String toString() {
        return Terms.toString(toTerm());
    }

    private Clause last() {
        if (clauses.isEmpty()) {
            throw new BadMatchSpec("match specification must have a clause: clauses=[]");
        }
        return clauses.getLast();
    }

    private MatchSpec withLast(Clause clause) {
        List<Clause> changed = new ArrayList<>(clauses);
        changed.set(changed.size() - 1, clause);
        return new MatchSpec(changed);
    }

    private static List<Object> list(Object term, String what) {
        if (!(term instanceof List<?> list)) {
            throw new BadMatchSpec(
                    what + " must be a proper list: " + what + "=" + Terms.toString(term));
        }
        return Collections.unmodifiableList(list);
    }
}
