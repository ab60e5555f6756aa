package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A JSON object read strictly: every field must be known, and those asked for must be there.
record Fields(JsonNode node) {
    /// The fields of `node`, which may have no others than the `known` ones.
    static Fields of(JsonNode node, String... known) {
        if (!node.isObject()) {
            throw new BadRecording("expected an object, got: " + node);
        }
        Set<String> names = Set.of(known);
        node.fieldNames()
                .forEachRemaining(name -> {
                    if (!names.contains(name)) {
                        throw new BadRecording(
                                "field must be known: field=" + name + ", in=" + node);
                    }
                });
        return new Fields(node);
    }

    JsonNode get(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new BadRecording("field must be present: field=" + name + ", in=" + node);
        }
        return value;
    }

    /// The value of `name`; empty when it is absent or null, which mean the same in a recording.
    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    String text(String name) {
        JsonNode value = get(name);
        if (!value.isTextual()) {
            throw wrongKind(name, "a string", value);
        }
        return value.textValue();
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        if (!value.isBoolean()) {
            throw wrongKind(name, "a boolean", value);
        }
        return value.booleanValue();
    }

    int number(String name) {
        JsonNode value = get(name);
        if (!value.isInt()) {
            throw wrongKind(name, "an integer", value);
        }
        return value.intValue();
    }

    List<JsonNode> list(String name) {
        JsonNode value = get(name);
        if (!value.isArray()) {
            throw wrongKind(name, "an array", value);
        }
        return value.valueStream().toList();
    }

    private BadRecording wrongKind(String name, String expected, JsonNode value) {
        return new BadRecording(
                "expected " + expected + ", got: " + name + "=" + value + ", in=" + node);
    }
}
