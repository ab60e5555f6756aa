package io.trunkline.ets.internal.match;

import io.trunkline.engine.Pid;
import io.trunkline.ets.Atom;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A part of a guard or result that reads or builds something. Calls are in [Call].
abstract class Node {
    /// What a call gives that could not be made. Guards pass it on; in results no node gives it.
    static final Object FAILED = new Object();

    abstract Object value(Matcher matcher);

    /// Whether it gives `true`.
    boolean isTrue(Matcher matcher) {
        return Boolean.TRUE.equals(value(matcher));
    }

    /// Whether it is the same whatever the row.
    boolean isConstant() {
        return false;
    }

    static final class Constant extends Node {
        private final Object term;

        Constant(Object term) {
            this.term = term;
        }

        @Override
        Object value(Matcher matcher) {
            return term;
        }

        @Override
        boolean isConstant() {
            return true;
        }

        Object term() {
            return term;
        }
    }

    static final class Row extends Node {
        @Override
        Object value(Matcher matcher) {
            return matcher.row;
        }
    }

    /// A variable that is an element of the row itself.
    static final class Element extends Node {
        private final int position;

        Element(int position) {
            this.position = position;
        }

        int position() {
            return position;
        }

        @Override
        Object value(Matcher matcher) {
            return matcher.rows.element(matcher.row, position);
        }
    }

    /// A variable that the head has stored.
    static final class Slot extends Node {
        private final int slot;

        Slot(int slot) {
            this.slot = slot;
        }

        @Override
        Object value(Matcher matcher) {
            return matcher.slots[slot];
        }
    }

    static final class OfTuple extends Node {
        private final Node[] elements;

        OfTuple(List<Node> elements) {
            this.elements = elements.toArray(Node[]::new);
        }

        @Override
        Object value(Matcher matcher) {
            Object[] values = new Object[elements.length];
            for (int i = 0; i < values.length; i++) {
                Object value = elements[i].value(matcher);
                if (value == FAILED) {
                    return FAILED;
                }
                values[i] = value;
            }
            return Tuple.of(values);
        }
    }

    static final class OfList extends Node {
        private final Node[] elements;
        private final Node rest;

        OfList(List<Node> elements, Node rest) {
            this.elements = elements.toArray(Node[]::new);
            this.rest = rest;
        }

        @Override
        Object value(Matcher matcher) {
            List<Object> values = new ArrayList<>(elements.length);
            for (Node element : elements) {
                Object value = element.value(matcher);
                if (value == FAILED) {
                    return FAILED;
                }
                values.add(value);
            }
            Object end = rest.value(matcher);
            return end == FAILED ? FAILED : ImproperList.cons(values, end);
        }
    }

    static final class OfMap extends Node {
        private final Node[] keys;
        private final Node[] values;

        OfMap(List<Node> keys, List<Node> values) {
            this.keys = keys.toArray(Node[]::new);
            this.values = values.toArray(Node[]::new);
        }

        /// Of keys that turn out to be the same the last stays.
        @Override
        Object value(Matcher matcher) {
            Map<Object, Object> map = new TreeMap<>(Terms::compareExact);
            for (int i = 0; i < keys.length; i++) {
                Object key = keys[i].value(matcher);
                Object value = values[i].value(matcher);
                if (key == FAILED || value == FAILED) {
                    return FAILED;
                }
                map.put(key, value);
            }
            return Terms.immutable(map);
        }
    }

    /// The process that runs the program.
    static final class Self extends Node {
        private final Object failure;

        Self(Object failure) {
            this.failure = failure;
        }

        @Override
        Object value(Matcher matcher) {
            Pid self = matcher.self;
            return self == null ? failure : self;
        }
    }

    /// The node of the process that runs the program.
    static final class Here extends Node {
        private final Object failure;

        Here(Object failure) {
            this.failure = failure;
        }

        @Override
        Object value(Matcher matcher) {
            Pid self = matcher.self;
            return self == null ? failure : Atom.of(self.nodeName());
        }
    }
}
