package io.trunkline.ets.internal.match;

import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.Symbols;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compiles a head, and knows where its variables are to be found.
final class HeadCompiler {
    private final Map<Integer, Integer> occurrences = new HashMap<>();
    private final Map<Integer, Integer> slotOf = new HashMap<>();
    private final TreeMap<Integer, Node> variables = new TreeMap<>();
    private final PatternNode pattern;

    HeadCompiler(Object head) {
        count(head);
        int variable = Symbols.variableNumber(head);
        if (variable >= 0) {
            variables.put(variable, new Node.Row());
            this.pattern = PatternNode.Any.INSTANCE;
        } else {
            this.pattern = head instanceof Tuple tuple ? row(tuple) : compile(head);
        }
    }

    PatternNode pattern() {
        return pattern;
    }

    /// How many variables are stored.
    int slots() {
        return slotOf.size();
    }

    /// What reads a variable, by the variable's number, ascending.
    Map<Integer, Node> variables() {
        return variables;
    }

    /// Whether nothing in it has a meaning of its own: it matches what is the same.
    static boolean isLiteral(Object pattern) {
        return switch (pattern) {
            case Tuple tuple -> {
                for (int i = 1; i <= tuple.arity(); i++) {
                    if (!isLiteral(tuple.get(i))) {
                        yield false;
                    }
                }
                yield true;
            }
            case List<?> list -> list.stream().allMatch(HeadCompiler::isLiteral);
            case ImproperList list ->
                    list.elements().stream().allMatch(HeadCompiler::isLiteral)
                            && isLiteral(list.tail());
            case Map<?, ?> _ -> false;
            default -> !pattern.equals(Symbols.ANY) && Symbols.variableNumber(pattern) < 0;
        };
    }

    private void count(Object pattern) {
        int variable = Symbols.variableNumber(pattern);
        if (variable >= 0) {
            occurrences.merge(variable, 1, Integer::sum);
            return;
        }
        switch (pattern) {
            case Tuple tuple -> {
                for (int i = 1; i <= tuple.arity(); i++) {
                    count(tuple.get(i));
                }
            }
            case List<?> list -> list.forEach(this::count);
            case ImproperList list -> {
                list.elements().forEach(this::count);
                count(list.tail());
            }
            case Map<?, ?> map -> map.values().forEach(this::count);
            default -> {}
        }
    }

    /// Elements that are variables of one occurrence are read from the row when they are needed.
    private PatternNode row(Tuple head) {
        for (int i = 1; i <= head.arity(); i++) {
            int variable = Symbols.variableNumber(head.get(i));
            if (variable >= 0 && occurrences.getOrDefault(variable, 0) == 1) {
                variables.put(variable, new Node.Element(i));
            }
        }
        return new PatternNode.OfRow(tuple(head));
    }

    private PatternNode compile(Object pattern) {
        int variable = Symbols.variableNumber(pattern);
        if (variable >= 0) {
            return variable(variable);
        }
        if (pattern.equals(Symbols.ANY)) {
            return PatternNode.Any.INSTANCE;
        }
        if (isLiteral(pattern)) {
            return new PatternNode.Literal(pattern);
        }
        return switch (pattern) {
            case Tuple tuple -> tuple(tuple);
            case List<?> list -> list(list, List.of());
            case ImproperList list -> list(list.elements(), list.tail());
            case Map<?, ?> map -> map(map);
            default -> throw new AssertionError("pattern must be of a known kind: " + pattern);
        };
    }

    private PatternNode variable(int variable) {
        Integer known = slotOf.get(variable);
        if (known != null) {
            return new PatternNode.Again(known);
        }
        if (variables.containsKey(variable)) {
            return PatternNode.Any.INSTANCE;
        }
        int slot = slotOf.size();
        slotOf.put(variable, slot);
        variables.put(variable, new Node.Slot(slot));
        return new PatternNode.Bind(slot);
    }

    private PatternNode.OfTuple tuple(Tuple tuple) {
        List<Integer> positions = new ArrayList<>();
        List<PatternNode> elements = new ArrayList<>();
        for (int i = 1; i <= tuple.arity(); i++) {
            PatternNode element = compile(tuple.get(i));
            if (element != PatternNode.Any.INSTANCE) {
                positions.add(i);
                elements.add(element);
            }
        }
        return new PatternNode.OfTuple(
                tuple.arity(),
                positions.stream().mapToInt(Integer::intValue).toArray(),
                elements.toArray(PatternNode[]::new));
    }

    private PatternNode list(List<?> elements, Object rest) {
        PatternNode[] nodes = elements.stream().map(this::compile).toArray(PatternNode[]::new);
        return new PatternNode.OfList(nodes, compile(rest));
    }

    private PatternNode map(Map<?, ?> map) {
        List<Object> keys = new ArrayList<>();
        List<PatternNode> values = new ArrayList<>();
        map.forEach((key, value) -> {
            keys.add(key);
            values.add(compile(value));
        });
        return new PatternNode.OfMap(keys.toArray(), values.toArray(PatternNode[]::new));
    }
}
