package io.trunkline.ets.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.ets.Terms;

import java.util.ArrayList;
import java.util.List;

/// What an operation came to.
sealed interface Outcome {
    record Ok(Object term) implements Outcome {}

    record Refused(String why) implements Outcome {}

    static Outcome recorded(JsonNode step, TermJson json) {
        return step.has("ok")
                ? new Ok(json.decode(step.get("ok")))
                : new Refused(step.get("error").asText());
    }

    /// Whether another outcome is as good as this recorded one.
    default boolean matches(Outcome got, String comparison) {
        if (!(this instanceof Ok(Object wanted)) || !(got instanceof Ok(Object term))) {
            return this instanceof Refused && got instanceof Refused;
        }
        return switch (comparison) {
            case "exact" -> Terms.same(wanted, term);
            case "multiset" ->
                    wanted instanceof List<?> a && term instanceof List<?> b
                            ? sameElements(a, b)
                            : Terms.same(wanted, term);
            case "one_of" -> ((List<?>) wanted).stream().anyMatch(legal -> Terms.same(legal, term));
            default ->
                    throw new IllegalStateException("comparison must be known: cmp=" + comparison);
        };
    }

    private static boolean sameElements(List<?> a, List<?> b) {
        List<Object> left = new ArrayList<>(b);
        for (Object element : a) {
            if (!removeOne(left, element)) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private static boolean removeOne(List<Object> from, Object element) {
        for (int i = 0; i < from.size(); i++) {
            if (Terms.same(from.get(i), element)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }
}
