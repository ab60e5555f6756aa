package io.trunkline.ets.internal.match;

import io.trunkline.ets.Terms;

import java.util.Map;

/// Maps as Erlang asks them. Each function gives [Node#FAILED] for what is no map.
final class Maps {
    private Maps() {}

    /// The map as one that knows its keys by `=:=`; mostly it is one.
    static Map<?, ?> ofTerms(Map<?, ?> map) {
        return (Map<?, ?>) Terms.immutable(map);
    }

    static Object get(Object key, Object map) {
        if (!(map instanceof Map<?, ?> m)) {
            return Node.FAILED;
        }
        Object value = ofTerms(m).get(key);
        return value == null ? Node.FAILED : value;
    }

    static Object isKey(Object key, Object map) {
        return map instanceof Map<?, ?> m ? (Object) ofTerms(m).containsKey(key) : Node.FAILED;
    }

    static Object size(Object map) {
        return map instanceof Map<?, ?> m ? (Object) (long) m.size() : Node.FAILED;
    }
}
