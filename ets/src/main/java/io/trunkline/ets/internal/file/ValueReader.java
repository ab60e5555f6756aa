package io.trunkline.ets.internal.file;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.NotATerm;
import io.trunkline.ets.TableFileException;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.internal.file.Format.Tag;
import io.trunkline.ets.internal.file.LiveType.EnumType;
import io.trunkline.ets.internal.file.LiveType.RecordType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Makes rows from bytes, which may be hostile: every byte is doubted, and so is whether a value
/// fits where it stands. For one thread.
final class ValueReader {
    private static final int NANOS = 1_000_000_000;

    /// Rows and lists are given this much room before there is more of them to see.
    private static final int FIRST_ROOM = 16;

    /// What stands for null, where records become tuples.
    private static final Atom UNDEFINED = Atom.of("undefined");

    private final List<TypeText> types;
    private final RowShape shape;
    private final int leastArity;

    /// @param types those of the file; the same as those of `shape` unless that is tuples
    /// @param leastArity how many elements a row must have
    ValueReader(List<TypeText> types, RowShape shape, int leastArity) {
        this.types = types;
        this.shape = shape;
        this.leastArity = leastArity;
    }

    /// The elements of the next row.
    @Nullable Object[] row(Input in) throws TableFileException {
        int arity = in.getCount(1);
        if (types.isEmpty()) {
            if (arity < leastArity) {
                throw in.damage(
                        "row must reach to the key: arity=%d, keyPosition=%d"
                                .formatted(arity, leastArity));
            }
            return values(in, arity, Form.Plain.TERM, 1);
        }
        TypeText.OfRecord row = (TypeText.OfRecord) types.getFirst();
        if (arity != row.components().size()) {
            throw in.damage(
                    "row must have as many elements as components: arity=%d, row=%s"
                            .formatted(arity, row));
        }
        return components(in, 0, arity, 1);
    }

    /// The components of a record; as terms, if rows are to be tuples.
    private @Nullable Object[] components(Input in, int index, int count, int depth)
            throws TableFileException {
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            if (shape.isTuples()) {
                Object value = nullable(in, Form.Plain.TERM, depth);
                values[i] = value == null ? UNDEFINED : value;
            } else {
                LiveType.Component component =
                        ((RecordType) shape.live().get(index)).components().get(i);
                values[i] =
                        component.nullable()
                                ? nullable(in, component.form(), depth)
                                : value(in, component.form(), depth);
            }
        }
        return values;
    }

    private @Nullable Object nullable(Input in, Form form, int depth) throws TableFileException {
        byte tag = in.get();
        return tag == Tag.NULL ? null : value(in, tag, form, depth);
    }

    private Object value(Input in, Form form, int depth) throws TableFileException {
        return value(in, in.get(), form, depth);
    }

    /// In small steps: values are nested as deep as the stack of a thread must bear.
    private Object value(Input in, byte tag, Form form, int depth) throws TableFileException {
        Object value =
                switch (tag) {
                    case Tag.TUPLE, Tag.LIST, Tag.IMPROPER_LIST, Tag.MAP, Tag.RECORD ->
                            compound(in, tag, form, depth);
                    case Tag.ENUM -> constant(in, form);
                    default -> scalar(in, tag);
                };
        if (!form.type().isInstance(value)) {
            throw in.damage(
                    "expected a value of %s, got: %s"
                            .formatted(form.type().getName(), value.getClass().getName()));
        }
        return value;
    }

    private static Object scalar(Input in, byte tag) throws TableFileException {
        return switch (tag) {
            case Tag.LONG -> in.getSigned();
            case Tag.INTEGER -> in.getSignedInt();
            case Tag.STRING -> in.getUtf8();
            case Tag.STRING_UTF16 -> in.getUtf16();
            case Tag.ATOM -> atom(in, in.getUtf8());
            case Tag.ATOM_UTF16 -> atom(in, in.getUtf16());
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.DOUBLE -> Double.longBitsToDouble(in.getLong());
            case Tag.BINARY -> Binary.of(in.getBlob());
            default -> seldom(in, tag);
        };
    }

    private static Object seldom(Input in, byte tag) throws TableFileException {
        try {
            return switch (tag) {
                case Tag.BYTE -> in.get();
                case Tag.SHORT -> shortInteger(in);
                case Tag.FLOAT -> Float.intBitsToFloat(in.getInt());
                case Tag.BIG_INTEGER -> bigInteger(in);
                case Tag.BIG_DECIMAL -> {
                    int scale = in.getSignedInt();
                    yield new BigDecimal(bigInteger(in), scale);
                }
                case Tag.CHARACTER -> in.getChar();
                case Tag.UUID -> new UUID(in.getLong(), in.getLong());
                case Tag.INSTANT -> Instant.ofEpochSecond(in.getSigned(), in.getIndex(NANOS));
                case Tag.DURATION -> Duration.ofSeconds(in.getSigned(), in.getIndex(NANOS));
                case Tag.DATE -> LocalDate.ofEpochDay(in.getSigned());
                case Tag.DATE_TIME ->
                        LocalDateTime.of(
                                LocalDate.ofEpochDay(in.getSigned()),
                                LocalTime.ofNanoOfDay(in.getSigned()));
                default -> throw in.damage("expected a value, got: tag=" + tag);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw in.damage("value must be in the range of its class: tag=" + tag, e);
        }
    }

    private static short shortInteger(Input in) throws TableFileException {
        int n = in.getSignedInt();
        if (n != (short) n) {
            throw in.damage("integer must fit 16 bits: integer=" + n);
        }
        return (short) n;
    }

    private static BigInteger bigInteger(Input in) throws TableFileException {
        byte[] bytes = in.getBlob();
        if (bytes.length == 0) {
            throw in.damage("integer must have a byte: length=0");
        }
        return new BigInteger(bytes);
    }

    private static Object atom(Input in, String name) throws TableFileException {
        if (name.equals("true") || name.equals("false")) {
            throw in.damage("atom must not be a boolean: name=" + name);
        }
        return Atom.of(name);
    }

    private Object compound(Input in, byte tag, Form form, int depth) throws TableFileException {
        if (depth > Format.MAX_DEPTH) {
            throw in.damage("value must be at most %d deep".formatted(Format.MAX_DEPTH));
        }
        return switch (tag) {
            case Tag.TUPLE -> Tuple.of(values(in, in.getCount(1), Form.Plain.TERM, depth + 1));
            case Tag.LIST -> List.of(values(in, in.getCount(1), form.element(), depth + 1));
            case Tag.IMPROPER_LIST -> improperList(in, depth);
            case Tag.MAP -> map(in, form, depth);
            default -> record(in, form, depth);
        };
    }

    private Object[] values(Input in, int count, Form form, int depth) throws TableFileException {
        Object[] values = new Object[Math.min(count, FIRST_ROOM)];
        for (int i = 0; i < count; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(2L * i, count));
            }
            values[i] = value(in, form, depth);
        }
        return values;
    }

    private Object improperList(Input in, int depth) throws TableFileException {
        Object[] elements = values(in, in.getCount(1), Form.Plain.TERM, depth + 1);
        Object tail = value(in, Form.Plain.TERM, depth + 1);
        if (elements.length == 0 || tail instanceof List || tail instanceof ImproperList) {
            throw in.damage("improper list must have an element, and a tail that is no list");
        }
        return ImproperList.cons(List.of(elements), tail);
    }

    private Object map(Input in, Form form, int depth) throws TableFileException {
        int count = in.getCount(2);
        List<Map.Entry<Object, Object>> entries = new ArrayList<>(Math.min(count, FIRST_ROOM));
        for (int i = 0; i < count; i++) {
            Object key = value(in, form.key(), depth + 1);
            entries.add(Map.entry(key, value(in, form.value(), depth + 1)));
        }
        try {
            return Terms.immutable(new Entries(entries));
        } catch (NotATerm e) {
            throw in.damage("map must have each key once", e);
        }
    }

    private Object constant(Input in, Form form) throws TableFileException {
        int index = in.getIndex(types.size());
        if (!(types.get(index) instanceof TypeText.OfEnum(String name, List<String> constants))) {
            throw in.damage("expected an enum, got: type=" + types.get(index).name());
        }
        String constant = constants.get(in.getIndex(constants.size()));
        if (shape.isTuples()) {
            return atom(in, constant);
        }
        requireType(in, form, index);
        Object live = ((EnumType) shape.live().get(index)).constants().get(constant);
        if (live == null) {
            throw in.damage(
                    "constant must be one of the enum's: enum=%s, constant=%s"
                            .formatted(name, constant));
        }
        return live;
    }

    private Object record(Input in, Form form, int depth) throws TableFileException {
        int index = in.getIndex(types.size());
        if (!(types.get(index) instanceof TypeText.OfRecord record)) {
            throw in.damage("expected a record, got: type=" + types.get(index).name());
        }
        int count = record.components().size();
        if (shape.isTuples()) {
            @SuppressWarnings("NullAway") // components of tuples are none
            Object[] values = components(in, index, count, depth + 1);
            return Tuple.of(values);
        }
        requireType(in, form, index);
        @Nullable Object[] values = components(in, index, count, depth + 1);
        try {
            return ((RecordType) shape.live().get(index)).make(values);
        } catch (Exception e) {
            throw in.damage("record must take its components: record=" + record, e);
        }
    }

    private void requireType(Input in, Form form, int index) throws TableFileException {
        if (!(form instanceof Form.Typed typed) || typed.index() != index) {
            throw in.damage(
                    "expected a value of %s, got: %s"
                            .formatted(form.type().getName(), types.get(index).name()));
        }
    }

    /// Entries as they were read: no hashes, which a file could choose to be all the same, and
    /// twice the same key if it says so.
    private static final class Entries extends AbstractMap<Object, Object> {
        private final List<Map.Entry<Object, Object>> entries;

        Entries(List<Map.Entry<Object, Object>> entries) {
            this.entries = entries;
        }

        @Override
        public Set<Map.Entry<Object, Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return entries.size();
                }

                @Override
                public Iterator<Map.Entry<Object, Object>> iterator() {
                    return entries.iterator();
                }
            };
        }
    }
}
