package io.trunkline.ets.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.ets.Atom;
import io.trunkline.ets.Binary;
import io.trunkline.ets.ImproperList;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Terms as the recordings write them.
///
/// @param self what stands for the process that runs the scenario
/// @param table what stands for any table identifier
public record TermJson(Object self, Object table) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// @throws IllegalArgumentException for what is no term
    public Object decode(JsonNode json) {
        Map.Entry<String, JsonNode> entry =
                json.propertyStream()
                        .filter(field -> !field.getKey().equals("tail"))
                        .findFirst()
                        .orElseThrow(() -> notATerm(json));
        JsonNode value = entry.getValue();
        return switch (entry.getKey()) {
            case "i" -> integer(new BigInteger(value.textValue()));
            case "f" -> value.doubleValue();
            case "a" -> atom(value.textValue());
            case "b" -> value.textValue();
            case "x" -> Binary.of(HexFormat.of().parseHex(value.textValue()));
            case "t" -> Tuple.of(decodeAll(value).toArray());
            case "l" ->
                    ImproperList.cons(
                            decodeAll(value),
                            json.has("tail") ? decode(json.get("tail")) : List.of());
            case "m" -> {
                Map<Object, Object> map = new HashMap<>();
                value.forEach(pair -> map.put(decode(pair.get(0)), decode(pair.get(1))));
                yield Terms.immutable(map);
            }
            case "pid" -> self;
            case "tid" -> table;
            default -> throw notATerm(json);
        };
    }

    /// The elements of an array.
    public List<Object> decodeAll(JsonNode array) {
        List<Object> terms = new ArrayList<>();
        array.forEach(element -> terms.add(decode(element)));
        return terms;
    }

    /// @throws IllegalArgumentException for what the recordings cannot write
    public JsonNode encode(Object term) {
        ObjectNode json = JSON.objectNode();
        if (term.equals(self)) {
            return json.put("pid", "self");
        }
        if (term.equals(table)) {
            return json.put("tid", true);
        }
        return switch (term) {
            case Atom atom -> json.put("a", atom.name());
            case Boolean bool -> json.put("a", bool.toString());
            case Number number when Terms.isFloat(number) -> json.put("f", number.doubleValue());
            case Number number when Terms.isInteger(number) -> json.put("i", number.toString());
            case String text -> json.put("b", text);
            case Binary binary when binary.text() instanceof String text -> json.put("b", text);
            case Binary binary -> json.put("x", HexFormat.of().formatHex(binary.toByteArray()));
            case Tuple tuple -> json.set("t", encodeAll(List.of(tuple.toArray())));
            case List<?> list -> json.set("l", encodeAll(list));
            case ImproperList list -> {
                json.set("l", encodeAll(list.elements()));
                yield json.set("tail", encode(list.tail()));
            }
            case Map<?, ?> map -> {
                ArrayNode pairs = JSON.arrayNode();
                map.forEach((key, value) -> pairs.addArray().add(encode(key)).add(encode(value)));
                yield json.set("m", pairs);
            }
            default ->
                    throw new IllegalArgumentException(
                            "term must be one that recordings have: kind="
                                    + Terms.kind(term)
                                    + ", term="
                                    + term);
        };
    }

    private ArrayNode encodeAll(List<?> terms) {
        ArrayNode array = JSON.arrayNode();
        terms.forEach(term -> array.add(encode(term)));
        return array;
    }

    /// A `Long` where it fits.
    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : (Object) value;
    }

    private static Object atom(String name) {
        return switch (name) {
            case "true" -> true;
            case "false" -> false;
            default -> Atom.of(name);
        };
    }

    private static IllegalArgumentException notATerm(JsonNode json) {
        return new IllegalArgumentException("expected a term, got: " + json);
    }
}
