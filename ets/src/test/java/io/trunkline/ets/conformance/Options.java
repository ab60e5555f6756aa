package io.trunkline.ets.conformance;

import io.trunkline.ets.Access;
import io.trunkline.ets.Atom;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.TableSpec;
import io.trunkline.ets.TableType;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.WriteConcurrency;

import java.util.List;
import java.util.Map;

/// The option list of `ets:new/2`, as a specification. Types come first, as a specification is one
/// of its type: the last one counts, but `set` and `protected` never change anything.
record Options(TableSpec<Tuple> spec, boolean compressed) {
    private static final Map<String, TableType> TYPES =
            Map.of(
                    "ordered_set", TableType.ORDERED_SET,
                    "bag", TableType.BAG,
                    "duplicate_bag", TableType.DUPLICATE_BAG);

    static Options of(Object term) {
        List<?> options = list(term);
        TableType type = TableType.SET;
        for (Object option : options) {
            if (option instanceof Atom(String name) && TYPES.containsKey(name)) {
                type = TYPES.get(name);
            }
        }
        Options result = new Options(TableSpec.of(type), false);
        for (Object option : options) {
            result = result.with(option);
        }
        return result;
    }

    private Options with(Object option) {
        return switch (option) {
            case Atom(String name) -> withAtom(name);
            case Tuple pair when pair.arity() == 2 && pair.get(1) instanceof Atom(String name) ->
                    new Options(withPair(name, pair.get(2)), compressed);
            default -> throw new BadArg("expected an option, got: " + option);
        };
    }

    private Options withAtom(String name) {
        return switch (name) {
            case "set", "ordered_set", "bag", "duplicate_bag", "protected" -> this;
            case "public" -> new Options(spec.access(Access.PUBLIC), compressed);
            case "private" -> new Options(spec.access(Access.PRIVATE), compressed);
            case "named_table" -> new Options(spec.named(), compressed);
            case "compressed" -> new Options(spec, true);
            default -> throw new BadArg("expected an option, got: " + name);
        };
    }

    private TableSpec<Tuple> withPair(String name, Object value) {
        return switch (name) {
            case "keypos" -> spec.keyPosition(position(value));
            case "heir" -> {
                if (!Terms.same(value, Atom.of("none"))) {
                    throw new BadArg("expected {heir, none}, got: " + value);
                }
                yield spec;
            }
            case "write_concurrency" ->
                    spec.writeConcurrency(
                            Terms.same(value, Atom.of("auto"))
                                    ? WriteConcurrency.AUTO
                                    : flag(value) ? WriteConcurrency.ON : WriteConcurrency.OFF);
            case "read_concurrency" -> flag(value) ? spec.readConcurrency() : spec;
            case "decentralized_counters" -> flag(value) ? spec.decentralizedCounters() : spec;
            default -> throw new BadArg("expected an option, got: " + name);
        };
    }

    /// A proper list.
    static List<?> list(Object term) {
        if (term instanceof List<?> list) {
            return list;
        }
        throw new BadArg("expected a proper list, got: " + term);
    }

    /// A position, which is an integer that Java can index with.
    static int position(Object term) {
        if (Terms.isInteger(term)
                && Terms.compare(term, 1) >= 0
                && Terms.compare(term, Integer.MAX_VALUE) <= 0) {
            return ((Number) term).intValue();
        }
        throw new BadArg("expected a position, got: " + term);
    }

    static boolean flag(Object term) {
        if (term instanceof Boolean flag) {
            return flag;
        }
        throw new BadArg("expected true or false, got: " + term);
    }
}
