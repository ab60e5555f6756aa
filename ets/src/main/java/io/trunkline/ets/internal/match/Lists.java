package io.trunkline.ets.internal.match;

import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;

import java.util.List;

/// Lists as Erlang takes them apart. Each gives [Node#FAILED] for what is no list of the right
/// kind.
final class Lists {
    private Lists() {}

    static Object hd(Object list) {
        return switch (list) {
            case List<?> proper when !proper.isEmpty() -> proper.getFirst();
            case ImproperList improper -> improper.elements().getFirst();
            default -> Node.FAILED;
        };
    }

    static Object tl(Object list) {
        return switch (list) {
            case List<?> proper when !proper.isEmpty() -> from(proper, 1);
            case ImproperList improper -> from(improper, 1);
            default -> Node.FAILED;
        };
    }

    static Object length(Object list) {
        return list instanceof List<?> proper ? (Object) (long) proper.size() : Node.FAILED;
    }

    /// The list without its first elements.
    static Object from(List<?> list, int index) {
        return Terms.immutable(list.subList(index, list.size()));
    }

    /// The list without its first elements; its tail alone if there are no others.
    static Object from(ImproperList list, int index) {
        List<Object> elements = list.elements();
        return ImproperList.cons(elements.subList(index, elements.size()), list.tail());
    }
}
