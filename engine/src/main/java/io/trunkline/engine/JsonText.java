package io.trunkline.engine;

import java.util.Optional;

/// Writes a [ProcessTree] as JSON, so that the engine needs no library for it.
final class JsonText {
    private JsonText() {}

    static void append(ProcessTree tree, StringBuilder json) {
        json.append("{\"pid\":");
        append(tree.pid().toString(), json);
        json.append(",\"id\":");
        append(tree.id(), json);
        json.append(",\"name\":");
        append(tree.name(), json);
        json.append(",\"code\":");
        append(tree.code(), json);
        json.append(",\"children\":[");
        for (int i = 0; i < tree.children().size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            append(tree.children().get(i), json);
        }
        json.append("]}");
    }

    private static void append(Optional<String> text, StringBuilder json) {
        if (text.isPresent()) {
            append(text.get(), json);
        } else {
            json.append("null");
        }
    }

    /// Control characters and the two that JSON reserves are escaped; so are surrogates, which
    /// could stand alone.
    private static void append(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
