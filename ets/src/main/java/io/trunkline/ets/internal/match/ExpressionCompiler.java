package io.trunkline.ets.internal.match;

import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;
import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Kind;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.Function;
import io.trunkline.ets.match.Symbols;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Compiles the guards or the results of a clause that was found valid.
final class ExpressionCompiler {
    private static final Matcher NO_ROW = new Matcher(TupleView.TUPLES, 0, null, new Clause[0]);

    private final Map<Integer, Node> variables;
    private final RowView view;
    private final RowFunctions rows;
    private final Object failure;

    private ExpressionCompiler(HeadCompiler head, RowView rows, Object failure) {
        this.variables = head.variables();
        this.view = rows;
        this.rows = new RowFunctions(rows);
        this.failure = failure;
    }

    static ExpressionCompiler ofGuards(HeadCompiler head, RowView rows) {
        return new ExpressionCompiler(head, rows, Node.FAILED);
    }

    static ExpressionCompiler ofResults(HeadCompiler head, RowView rows) {
        return new ExpressionCompiler(head, rows, Symbols.EXIT);
    }

    Node compile(Object expression) {
        Node variable = variables.get(Symbols.variableNumber(expression));
        if (variable != null) {
            return variable;
        }
        return switch (expression) {
            case Atom atom when atom.equals(Symbols.ROW) -> new Node.Row();
            case Atom atom when atom.equals(Symbols.BINDINGS) ->
                    list(List.copyOf(variables.values()), new Node.Constant(List.of()));
            case Tuple tuple -> tuple(tuple);
            case List<?> list -> list(compileAll(list), new Node.Constant(List.of()));
            case ImproperList list -> list(compileAll(list.elements()), compile(list.tail()));
            case Map<?, ?> map -> map(map);
            default -> new Node.Constant(expression);
        };
    }

    private List<Node> compileAll(List<?> expressions) {
        List<Node> nodes = new ArrayList<>(expressions.size());
        for (Object expression : expressions) {
            nodes.add(compile(expression));
        }
        return nodes;
    }

    private Node tuple(Tuple tuple) {
        if (tuple.get(1) instanceof Tuple construction) {
            List<Node> elements = compileAll(List.of(construction.toArray()));
            return folded(new Node.OfTuple(elements), elements);
        }
        String name = ((Atom) tuple.get(1)).name();
        int arguments = tuple.arity() - 1;
        Function function = Function.find(name, arguments);
        if (function == null) {
            return new Node.Constant(tuple.get(2));
        }
        List<Object> all = List.of(tuple.toArray());
        return call(function, compileAll(all.subList(1, all.size())));
    }

    private Node list(List<Node> elements, Node rest) {
        List<Node> parts = new ArrayList<>(elements);
        parts.add(rest);
        return folded(new Node.OfList(elements, rest), parts);
    }

    private Node map(Map<?, ?> map) {
        List<Node> keys = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        map.forEach((key, value) -> {
            keys.add(compile(key));
            values.add(compile(value));
        });
        List<Node> parts = new ArrayList<>(keys);
        parts.addAll(values);
        return folded(new Node.OfMap(keys, values), parts);
    }

    /// What is made of constants is made once.
    private static Node folded(Node node, List<Node> parts) {
        return parts.stream().allMatch(Node::isConstant)
                ? new Node.Constant(node.value(NO_ROW))
                : node;
    }

    private Node call(Function function, List<Node> arguments) {
        return switch (function) {
            case IS_ATOM -> ofKind(Kind.ATOM, arguments);
            case IS_BOOLEAN -> test(x -> x instanceof Boolean, arguments);
            case IS_FLOAT -> test(Terms::isFloat, arguments);
            case IS_INTEGER -> test(Terms::isInteger, arguments);
            case IS_NUMBER -> ofKind(Kind.NUMBER, arguments);
            case IS_LIST -> test(x -> x instanceof List || x instanceof ImproperList, arguments);
            case IS_TUPLE -> one(rows::isTuple, arguments);
            case IS_MAP -> ofKind(Kind.MAP, arguments);
            case IS_BINARY, IS_BITSTRING -> ofKind(Kind.BINARY, arguments);
            case IS_PID -> ofKind(Kind.PID, arguments);
            case IS_PORT, IS_FUNCTION -> test(_ -> false, arguments);
            case IS_REFERENCE -> ofKind(Kind.REFERENCE, arguments);
            case IS_RECORD -> three(rows::isRecord, arguments);
            case IS_MAP_KEY -> two(Maps::isKey, arguments);
            case NOT -> one(x -> x instanceof Boolean b ? (Object) !b : Node.FAILED, arguments);
            case XOR -> two(ExpressionCompiler::xor, arguments);
            case AND -> new Call.Strict(failure, false, arguments);
            case OR -> new Call.Strict(failure, true, arguments);
            case ANDALSO -> new Call.Lazy(failure, false, arguments);
            case ORELSE -> new Call.Lazy(failure, true, arguments);
            case ABS -> one(Arithmetic::abs, arguments);
            case ELEMENT -> two(rows::element, arguments);
            case HD -> one(Lists::hd, arguments);
            case TL -> one(Lists::tl, arguments);
            case LENGTH -> one(Lists::length, arguments);
            case MAP_GET -> two(Maps::get, arguments);
            case MAP_SIZE -> one(Maps::size, arguments);
            case SIZE -> one(rows::size, arguments);
            case TUPLE_SIZE -> one(rows::tupleSize, arguments);
            case BYTE_SIZE -> one(Binaries::byteSize, arguments);
            case BIT_SIZE -> one(Binaries::bitSize, arguments);
            case BINARY_PART_AT -> two(Binaries::part, arguments);
            case BINARY_PART -> three(Binaries::part, arguments);
            case NODE_HERE -> new Node.Here(failure);
            case NODE_OF -> one(ExpressionCompiler::nodeOf, arguments);
            case SELF -> new Node.Self(failure);
            case ROUND -> one(Arithmetic::round, arguments);
            case TRUNC -> one(Arithmetic::trunc, arguments);
            case FLOOR -> one(Arithmetic::floor, arguments);
            case CEIL -> one(Arithmetic::ceil, arguments);
            case FLOAT -> one(Arithmetic::toFloat, arguments);
            case MIN -> two((a, b) -> Terms.compare(a, b) <= 0 ? a : b, arguments);
            case MAX -> two((a, b) -> Terms.compare(a, b) >= 0 ? a : b, arguments);
            case PLUS -> one(Arithmetic::plus, arguments);
            case NEGATE -> one(Arithmetic::negate, arguments);
            case ADD -> two(Arithmetic::add, arguments);
            case SUBTRACT -> two(Arithmetic::subtract, arguments);
            case MULTIPLY -> two(Arithmetic::multiply, arguments);
            case DIVIDE -> two(Arithmetic::divide, arguments);
            case DIV -> two(Arithmetic::div, arguments);
            case REM -> two(Arithmetic::rem, arguments);
            case BAND -> two(Arithmetic::band, arguments);
            case BOR -> two(Arithmetic::bor, arguments);
            case BXOR -> two(Arithmetic::bxor, arguments);
            case BNOT -> one(Arithmetic::bnot, arguments);
            case BSL -> two(Arithmetic::bsl, arguments);
            case BSR -> two(Arithmetic::bsr, arguments);
            case LESS -> compare(Order.LESS, arguments);
            case AT_MOST -> compare(Order.AT_MOST, arguments);
            case GREATER -> compare(Order.GREATER, arguments);
            case AT_LEAST -> compare(Order.AT_LEAST, arguments);
            case EQUAL -> compare(Order.EQUAL, arguments);
            case NOT_EQUAL -> compare(Order.NOT_EQUAL, arguments);
            case SAME -> two(Terms::same, arguments);
            case NOT_SAME -> two((a, b) -> !Terms.same(a, b), arguments);
        };
    }

    private Node test(Predicate<Object> predicate, List<Node> arguments) {
        return one(predicate::test, arguments);
    }

    private Node ofKind(Kind kind, List<Node> arguments) {
        return one(x -> Terms.kind(x) == kind, arguments);
    }

    private Node one(Call.Unary function, List<Node> arguments) {
        return new Call.One(failure, function, arguments.getFirst());
    }

    private Node two(Call.Binary function, List<Node> arguments) {
        return new Call.Two(failure, function, arguments.getFirst(), arguments.getLast());
    }

    private Node three(Call.Ternary function, List<Node> arguments) {
        return new Call.Three(
                failure, function, arguments.getFirst(), arguments.get(1), arguments.getLast());
    }

    private Node compare(Order order, List<Node> arguments) {
        Node a = arguments.getFirst();
        Node b = arguments.getLast();
        Number right = longIn(b);
        if (right != null) {
            return compare(a, right.longValue(), order);
        }
        Number left = longIn(a);
        if (left != null) {
            return compare(b, left.longValue(), order.reversed());
        }
        return new Call.Two(failure, order::holds, a, b);
    }

    private Node compare(Node operand, long integer, Order order) {
        return operand instanceof Node.Element element && view.isLong(element.position())
                ? new Call.CompareElement(element.position(), integer, order)
                : new Call.CompareLong(operand, integer, order);
    }

    private static @Nullable Number longIn(Node node) {
        if (!(node instanceof Node.Constant constant)) {
            return null;
        }
        Object term = constant.term();
        return term instanceof Integer || term instanceof Long ? (Number) term : null;
    }

    private static Object xor(Object a, Object b) {
        return a instanceof Boolean x && b instanceof Boolean y
                ? (Object) (x.booleanValue() != y.booleanValue())
                : Node.FAILED;
    }

    private static Object nodeOf(Object value) {
        return switch (value) {
            case Pid pid -> Atom.of(pid.nodeName());
            case MonitorRef ref -> Atom.of(ref.target().nodeName());
            default -> Node.FAILED;
        };
    }
}
