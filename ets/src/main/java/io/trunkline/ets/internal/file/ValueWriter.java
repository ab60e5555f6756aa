package io.trunkline.ets.internal.file;

import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.file.Format.Tag;
import io.trunkline.ets.internal.file.LiveType.EnumType;
import io.trunkline.ets.internal.file.LiveType.RecordType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;

/// Writes rows as bytes, each by itself. It writes only what [ValueReader] brings back as it was,
/// and refuses the rest. For one thread.
final class ValueWriter {
    private static final int TEXT_LIMIT = 200;

    private final Output out;
    private final RowShape shape;

    /// The one being written, for what is said of it, and the element of it, from 0.
    private @Nullable Object[] row = {};

    private int position;

    ValueWriter(Output out, RowShape shape) {
        this.out = out;
        this.shape = shape;
    }

    /// @throws BadArg if the format has no form for a part of it
    void row(@Nullable Object[] elements) {
        row = elements;
        List<LiveType.Component> components =
                shape.isTuples() ? List.of() : shape.row().components();
        if (!shape.isTuples() && elements.length != components.size()) {
            throw new BadArg(
                    "row must have as many elements as components: elements=%d, row=%s"
                            .formatted(elements.length, shape));
        }
        out.putCount(elements.length);
        for (position = 0; position < elements.length; position++) {
            Object element = elements[position];
            if (shape.isTuples()) {
                value(element, Form.Plain.TERM, 1);
            } else {
                component(element, components.get(position), 1);
            }
        }
    }

    private void component(@Nullable Object value, LiveType.Component component, int depth) {
        if (value == null && component.nullable()) {
            out.put(Tag.NULL);
        } else {
            value(value, component.form(), depth);
        }
    }

    /// In small steps: values are nested as deep as the stack of a thread must bear.
    private void value(@Nullable Object value, Form form, int depth) {
        if (form instanceof Form.Typed typed) {
            typed(value, typed, depth);
        } else if (value == null) {
            throw refused("value must be an object: value=null");
        } else if (!scalar(value) && !compound(value, form, depth)) {
            throw unknown(value);
        }
    }

    /// @return false if it is none
    private boolean scalar(Object value) {
        switch (value) {
            case Long n -> {
                out.put(Tag.LONG);
                out.putSigned(n);
            }
            case Integer n -> {
                out.put(Tag.INTEGER);
                out.putSigned(n);
            }
            case String s -> out.putText(Tag.STRING, Tag.STRING_UTF16, s);
            case Atom atom -> out.putText(Tag.ATOM, Tag.ATOM_UTF16, atom.name());
            case Boolean b -> out.put(b ? Tag.TRUE : Tag.FALSE);
            case Double d -> {
                out.put(Tag.DOUBLE);
                out.putLong(Double.doubleToRawLongBits(d));
            }
            case Binary binary -> {
                out.put(Tag.BINARY);
                out.putBlob(binary.toByteArray());
            }
            default -> {
                return number(value) || time(value) || other(value);
            }
        }
        return true;
    }

    private boolean number(Object value) {
        switch (value) {
            case Byte n -> {
                out.put(Tag.BYTE);
                out.put(n);
            }
            case Short n -> {
                out.put(Tag.SHORT);
                out.putSigned(n);
            }
            case Float f -> {
                out.put(Tag.FLOAT);
                out.putInt(Float.floatToRawIntBits(f));
            }
            // others may be derived from the big numbers, and would not come back as they were
            case BigInteger n when n.getClass() == BigInteger.class -> {
                out.put(Tag.BIG_INTEGER);
                out.putBlob(n.toByteArray());
            }
            case BigDecimal n when n.getClass() == BigDecimal.class -> {
                out.put(Tag.BIG_DECIMAL);
                out.putSigned(n.scale());
                out.putBlob(n.unscaledValue().toByteArray());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean time(Object value) {
        switch (value) {
            case Instant instant -> {
                out.put(Tag.INSTANT);
                out.putSigned(instant.getEpochSecond());
                out.putCount(instant.getNano());
            }
            case Duration duration -> {
                out.put(Tag.DURATION);
                out.putSigned(duration.getSeconds());
                out.putCount(duration.getNano());
            }
            case LocalDate date -> {
                out.put(Tag.DATE);
                out.putSigned(date.toEpochDay());
            }
            case LocalDateTime time -> {
                out.put(Tag.DATE_TIME);
                out.putSigned(time.toLocalDate().toEpochDay());
                out.putSigned(time.toLocalTime().toNanoOfDay());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean other(Object value) {
        switch (value) {
            case Character c -> {
                out.put(Tag.CHARACTER);
                out.putChar(c);
            }
            case UUID uuid -> {
                out.put(Tag.UUID);
                out.putLong(uuid.getMostSignificantBits());
                out.putLong(uuid.getLeastSignificantBits());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// @return false if it is none, or if none of its kind can be here
    private boolean compound(Object value, Form form, int depth) {
        if (value instanceof Tuple tuple) {
            tuple(tuple, depth);
        } else if (value instanceof List<?> list && form.takesLists()) {
            list(list, form.element(), depth);
        } else if (value instanceof Map<?, ?> map && form.takesMaps()) {
            map(map, form, depth);
        } else if (value instanceof ImproperList list) {
            improperList(list, depth);
        } else {
            return false;
        }
        return true;
    }

    private void tuple(Tuple tuple, int depth) {
        checkDepth(depth);
        out.put(Tag.TUPLE);
        int arity = tuple.arity();
        out.putCount(arity);
        for (int i = 1; i <= arity; i++) {
            value(tuple.get(i), Form.Plain.TERM, depth + 1);
        }
    }

    private void list(List<?> list, Form element, int depth) {
        checkDepth(depth);
        out.put(Tag.LIST);
        elements(list, element, depth);
    }

    /// A list of a record's may change meanwhile, so it is looked at once.
    private void elements(List<?> list, Form form, int depth) {
        @Nullable Object[] elements = list.toArray();
        out.putCount(elements.length);
        for (Object element : elements) {
            value(element, form, depth + 1);
        }
    }

    private void improperList(ImproperList list, int depth) {
        checkDepth(depth);
        out.put(Tag.IMPROPER_LIST);
        elements(list.elements(), Form.Plain.TERM, depth);
        value(list.tail(), Form.Plain.TERM, depth + 1);
    }

    private void map(Map<?, ?> map, Form form, int depth) {
        checkDepth(depth);
        // as it will be when read: its keys differ as terms
        Map<?, ?> terms = (Map<?, ?>) immutable(map);
        out.put(Tag.MAP);
        out.putCount(terms.size());
        for (Map.Entry<?, ?> entry : terms.entrySet()) {
            value(entry.getKey(), form.key(), depth + 1);
            value(entry.getValue(), form.value(), depth + 1);
        }
    }

    private Object immutable(Map<?, ?> map) {
        try {
            return Terms.immutable(map);
        } catch (BadArg e) {
            BadArg refused = refused(String.valueOf(e.getMessage()));
            refused.initCause(e);
            throw refused;
        }
    }

    @SuppressWarnings("EnumOrdinal") // the file lists the constants in this order
    private void typed(@Nullable Object value, Form.Typed form, int depth) {
        if (!form.type().isInstance(value)) {
            throw unknown(value);
        }
        switch (shape.live().get(form.index())) {
            case EnumType _ -> {
                out.put(Tag.ENUM);
                out.putCount(form.index());
                out.putCount(((Enum<?>) value).ordinal());
            }
            case RecordType type -> {
                checkDepth(depth);
                out.put(Tag.RECORD);
                out.putCount(form.index());
                for (LiveType.Component component : type.components()) {
                    component(component.of(value), component, depth + 1);
                }
            }
        }
    }

    private void checkDepth(int depth) {
        if (depth > Format.MAX_DEPTH) {
            throw refused("value must be at most %d deep".formatted(Format.MAX_DEPTH));
        }
    }

    private BadArg unknown(@Nullable Object value) {
        return refused(
                "value must be of a class that table files have a form for: class="
                        + (value == null ? "null" : value.getClass().getName()));
    }

    private BadArg refused(String problem) {
        return new BadArg("%s, position=%d, row=%s".formatted(problem, position + 1, rowText()));
    }

    /// What tells the row from others. What has parts is left out where it is to blame: it may be
    /// too deep to be printed.
    private String rowText() {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < row.length && text.length() < TEXT_LIMIT; i++) {
            Object element = row[i];
            boolean hasParts =
                    element instanceof Collection
                            || element instanceof Map
                            || element instanceof Tuple
                            || element instanceof ImproperList
                            || (element instanceof Record && !(element instanceof Atom));
            text.add(i == position && hasParts ? "..." : Terms.toString(element));
        }
        return text.length() <= TEXT_LIMIT
                ? text.toString()
                : text.toString().substring(0, TEXT_LIMIT) + "...";
    }
}
