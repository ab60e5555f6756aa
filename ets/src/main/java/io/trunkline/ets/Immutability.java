package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Sees to it that terms do not change. Objects of unknown classes are taken at their word.
final class Immutability {
    private Immutability() {}

    static Object copyOf(@Nullable Object value) {
        Object present = checked(value);
        if (isPlain(present)) {
            return present;
        }
        return switch (present) {
            case List<?> list -> copyOf(list);
            case Map<?, ?> map -> TermMap.of(map);
            default -> present;
        };
    }

    static Object require(@Nullable Object value) {
        Object present = checked(value);
        if (isPlain(present)) {
            return present;
        }
        switch (present) {
            case TermMap _ -> {}
            case List<?> list -> {
                if (List.copyOf(list) != list) {
                    throw mutable(list);
                }
                list.forEach(Immutability::require);
            }
            case Map<?, ?> map -> {
                if (Map.copyOf(map) != map) {
                    throw mutable(map);
                }
                map.forEach((k, v) -> {
                    require(k);
                    require(v);
                });
            }
            default -> {}
        }
        return present;
    }

    /// What is immutable by its class, as most values are.
    private static boolean isPlain(Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Atom
                || value instanceof Tuple;
    }

    private static List<Object> copyOf(List<?> list) {
        List<Object> copy = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object element : list) {
            Object kept = copyOf(element);
            changed |= kept != element;
            copy.add(kept);
        }
        return changed ? List.copyOf(copy) : List.copyOf(list);
    }

    private static Object checked(@Nullable Object value) {
        if (value == null) {
            throw new NotATerm("term must be an object: value=null");
        }
        if (!isPlain(value) && isMutable(value)) {
            throw mutable(value);
        }
        return value;
    }

    private static boolean isMutable(Object value) {
        return value.getClass().isArray()
                || (value instanceof Collection && !(value instanceof List));
    }

    private static NotATerm mutable(Object value) {
        return new NotATerm(
                "term must be immutable, or a List or Map to copy: class="
                        + value.getClass().getTypeName());
    }
}
