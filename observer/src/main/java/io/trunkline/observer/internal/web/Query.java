package io.trunkline.observer.internal.web;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a request. Each may come once; those that a page does not know are refused.
public final class Query {
    private static final int LONGEST_VALUE = 1_000;

    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    static Query parse(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                if (value.length() > LONGEST_VALUE) {
                    throw Refusal.badRequest(
                            "parameter must have <= " + LONGEST_VALUE + " characters");
                }
                if (values.putIfAbsent(name, value) != null) {
                    throw Refusal.badRequest("parameter must come once");
                }
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("parameter must be encoded as in a URL");
        }
    }

    void allowOnly(Set<String> names) {
        if (!names.containsAll(values.keySet())) {
            throw Refusal.badRequest(
                    "parameters must be some of " + names.stream().sorted().toList());
        }
    }

    /// A text, or `otherwise`.
    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /// A text that must be there.
    public String text(String name) {
        return find(name).orElseThrow(() -> Refusal.badRequest(name + " must be given"));
    }

    /// A text, if it is there and not empty.
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /// One of a few words, of which the first is meant if none is given.
    public String oneOf(String name, List<String> words) {
        String word = text(name, words.getFirst());
        if (!words.contains(word)) {
            throw Refusal.badRequest(name + " must be one of " + words);
        }
        return word;
    }

    /// A whole number within bounds, or `otherwise`.
    public long number(String name, long otherwise, long min, long max) {
        return values.containsKey(name) ? number(name, min, max) : otherwise;
    }

    /// A whole number within bounds that must be there.
    public long number(String name, long min, long max) {
        String text = text(name);
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw Refusal.badRequest(name + " must be a whole number in " + min + ".." + max);
    }

    /// Whether a switch, which must be given, is `on` and not `off`.
    public boolean on(String name) {
        text(name);
        return oneOf(name, List.of("off", "on")).equals("on");
    }
}
