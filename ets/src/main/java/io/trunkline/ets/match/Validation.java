package io.trunkline.ets.match;

import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds what is wrong with a clause before it meets a row.
final class Validation {
    private final Set<Integer> bound = new HashSet<>();

    private Validation() {}

    /// @throws BadMatchSpec naming the first part that is wrong
    static void check(Object head, List<Object> guards, List<Object> results) {
        Validation validation = new Validation();
        validation.head(head);
        if (results.isEmpty()) {
            throw new BadMatchSpec("clause must have a result: head=" + text(head));
        }
        guards.forEach(validation::expression);
        results.forEach(validation::expression);
    }

    private void head(Object pattern) {
        int variable = Symbols.variableNumber(pattern);
        if (variable >= 0) {
            bound.add(variable);
            return;
        }
        switch (pattern) {
            case Tuple tuple -> {
                for (int i = 1; i <= tuple.arity(); i++) {
                    head(tuple.get(i));
                }
            }
            case List<?> list -> list.forEach(this::head);
            case ImproperList list -> {
                list.elements().forEach(this::head);
                head(list.tail());
            }
            case Map<?, ?> map ->
                    map.forEach((key, value) -> {
                        if (Symbols.variableNumber(key) >= 0 || key.equals(Symbols.ANY)) {
                            throw new BadMatchSpec(
                                    "key of a map pattern must be no variable: key=" + text(key));
                        }
                        head(value);
                    });
            default -> {}
        }
    }

    private void expression(Object expression) {
        int variable = Symbols.variableNumber(expression);
        if (variable >= 0 && !bound.contains(variable)) {
            throw new BadMatchSpec("variable must be bound by the head: variable=$" + variable);
        }
        switch (expression) {
            case Tuple tuple -> tuple(tuple);
            case List<?> list -> list.forEach(this::expression);
            case ImproperList list -> {
                list.elements().forEach(this::expression);
                expression(list.tail());
            }
            case Map<?, ?> map ->
                    map.forEach((key, value) -> {
                        expression(key);
                        expression(value);
                    });
            default -> {}
        }
    }

    private void tuple(Tuple tuple) {
        if (tuple.arity() == 1 && tuple.get(1) instanceof Tuple construction) {
            for (int i = 1; i <= construction.arity(); i++) {
                expression(construction.get(i));
            }
            return;
        }
        if (tuple.arity() == 0 || !(tuple.get(1) instanceof Atom(String name))) {
            throw new BadMatchSpec(
                    "tuple must be a call, or be in braces of its own: tuple=" + tuple);
        }
        int arguments = tuple.arity() - 1;
        if (name.equals(Symbols.CONST.name()) && arguments == 1) {
            return;
        }
        if (Function.find(name, arguments) == null) {
            throw new BadMatchSpec(
                    "call must be of a function there is: function="
                            + name
                            + "/"
                            + arguments
                            + ", call="
                            + tuple);
        }
        for (int i = 2; i <= tuple.arity(); i++) {
            expression(tuple.get(i));
        }
    }

    private static String text(Object term) {
        return Terms.toString(term);
    }
}
