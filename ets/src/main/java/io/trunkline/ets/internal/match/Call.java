package io.trunkline.ets.internal.match;

import io.trunkline.ets.Terms;

import java.util.List;

/// A part of a guard or result that can fail. What it gives then, its *failure*, is [Node#FAILED]
/// in guards and the atom `'EXIT'` in results.
abstract class Call extends Node {
    private final Object failure;

    Call(Object failure) {
        this.failure = failure;
    }

    /// A function gives [Node#FAILED] for arguments it is not made for, and is given none that is.
    @FunctionalInterface
    interface Unary {
        Object apply(Object a);
    }

    /// See [Unary].
    @FunctionalInterface
    interface Binary {
        Object apply(Object a, Object b);
    }

    /// See [Unary].
    @FunctionalInterface
    interface Ternary {
        Object apply(Object a, Object b, Object c);
    }

    final Object orFailure(Object value) {
        return value == FAILED ? failure : value;
    }

    static final class One extends Call {
        private final Unary function;
        private final Node a;

        One(Object failure, Unary function, Node a) {
            super(failure);
            this.function = function;
            this.a = a;
        }

        @Override
        Object value(Matcher matcher) {
            Object x = a.value(matcher);
            return x == FAILED ? FAILED : orFailure(function.apply(x));
        }
    }

    static final class Two extends Call {
        private final Binary function;
        private final Node a;
        private final Node b;

        Two(Object failure, Binary function, Node a, Node b) {
            super(failure);
            this.function = function;
            this.a = a;
            this.b = b;
        }

        @Override
        Object value(Matcher matcher) {
            Object x = a.value(matcher);
            Object y = b.value(matcher);
            return x == FAILED || y == FAILED ? FAILED : orFailure(function.apply(x, y));
        }
    }

    static final class Three extends Call {
        private final Ternary function;
        private final Node a;
        private final Node b;
        private final Node c;

        Three(Object failure, Ternary function, Node a, Node b, Node c) {
            super(failure);
            this.function = function;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        @Override
        Object value(Matcher matcher) {
            Object x = a.value(matcher);
            Object y = b.value(matcher);
            Object z = c.value(matcher);
            return x == FAILED || y == FAILED || z == FAILED
                    ? FAILED
                    : orFailure(function.apply(x, y, z));
        }
    }

    /// `and`, `or`: all arguments are evaluated, and must be booleans.
    static final class Strict extends Call {
        private final boolean decisive;
        private final Node[] arguments;

        /// @param decisive the boolean of which one decides
        Strict(Object failure, boolean decisive, List<Node> arguments) {
            super(failure);
            this.decisive = decisive;
            this.arguments = arguments.toArray(Node[]::new);
        }

        @Override
        Object value(Matcher matcher) {
            boolean found = false;
            boolean failed = false;
            for (Node argument : arguments) {
                if (argument.value(matcher) instanceof Boolean b) {
                    found |= b == decisive;
                } else {
                    failed = true;
                }
            }
            return failed ? orFailure(FAILED) : found == decisive;
        }
    }

    /// `andalso`, `orelse`: from left to right up to the boolean that decides; the last argument
    /// need be no boolean.
    static final class Lazy extends Call {
        private final boolean decisive;
        private final Node[] first;
        private final Node last;

        /// @param decisive the boolean at which to stop
        Lazy(Object failure, boolean decisive, List<Node> arguments) {
            super(failure);
            this.decisive = decisive;
            this.first = arguments.subList(0, arguments.size() - 1).toArray(Node[]::new);
            this.last = arguments.getLast();
        }

        @Override
        Object value(Matcher matcher) {
            for (Node argument : first) {
                if (!(argument.value(matcher) instanceof Boolean b)) {
                    return orFailure(FAILED);
                }
                if (b == decisive) {
                    return decisive;
                }
            }
            return last.value(matcher);
        }
    }

    /// A comparison with an integer that fits a long, the most common of guards.
    static final class CompareLong extends Node {
        private final Node operand;
        private final long integer;
        private final Order order;

        CompareLong(Node operand, long integer, Order order) {
            this.operand = operand;
            this.integer = integer;
            this.order = order;
        }

        @Override
        Object value(Matcher matcher) {
            Object x = operand.value(matcher);
            return x == FAILED ? FAILED : (Object) holds(x);
        }

        @Override
        boolean isTrue(Matcher matcher) {
            Object x = operand.value(matcher);
            return x != FAILED && holds(x);
        }

        private boolean holds(Object x) {
            if (x instanceof Integer i) {
                return order.holds((long) i, integer);
            }
            if (x instanceof Long l) {
                return order.holds((long) l, integer);
            }
            return order.accepts(Terms.compare(x, integer));
        }
    }

    /// The same where the operand is an element of the row that is such an integer whatever the
    /// row.
    static final class CompareElement extends Node {
        private final int position;
        private final long integer;
        private final Order order;

        CompareElement(int position, long integer, Order order) {
            this.position = position;
            this.integer = integer;
            this.order = order;
        }

        @Override
        Object value(Matcher matcher) {
            return isTrue(matcher);
        }

        @Override
        boolean isTrue(Matcher matcher) {
            return holds(matcher.rows, matcher.row);
        }

        boolean holds(RowView rows, Object row) {
            return order.holds(rows.longElement(row, position), integer);
        }
    }
}
