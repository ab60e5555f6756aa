package io.trunkline.ets;

/// The order of values that are no terms of Erlang.
final class Foreign {
    private Foreign() {}

    /// Each step is an order by itself, so that together they are one.
    static int compare(Object a, Object b) {
        Class<?> type = typeOf(a);
        int order = type.getName().compareTo(typeOf(b).getName());
        if (order == 0 && type == typeOf(b)) {
            order = compareNaturally(a, b);
        }
        if (order != 0 || a.equals(b)) {
            return order;
        }
        order = Integer.compare(a.hashCode(), b.hashCode());
        return order != 0 ? order : String.valueOf(a).compareTo(String.valueOf(b));
    }

    @SuppressWarnings("unchecked") // that a class is comparable with itself is what the type means
    private static int compareNaturally(Object a, Object b) {
        return a instanceof Comparable<?> comparable
                ? Integer.signum(((Comparable<Object>) comparable).compareTo(b))
                : 0;
    }

    /// The constants of an enum may each have a class of their own.
    private static Class<?> typeOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }
}
