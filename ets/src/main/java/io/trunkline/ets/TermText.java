package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Terms as Erlang prints them. Strings print in quotes, without the brackets of a binary.
final class TermText {
    private static final Pattern PLAIN_ATOM = Pattern.compile("\\p{Ll}[\\p{L}\\p{N}_@]*");

    private TermText() {}

    static String of(@Nullable Object term) {
        StringBuilder text = new StringBuilder();
        append(text, term);
        return text.toString();
    }

    static String atom(String name) {
        return PLAIN_ATOM.matcher(name).matches() ? name : quoted(name, '\'');
    }

    private static void append(StringBuilder text, @Nullable Object term) {
        switch (term) {
            case String s -> text.append(quoted(s, '"'));
            case Binary binary -> appendBytes(text, binary.bytes());
            case Tuple tuple -> {
                text.append('{');
                for (int i = 1; i <= tuple.arity(); i++) {
                    append(text.append(i == 1 ? "" : ","), tuple.get(i));
                }
                text.append('}');
            }
            case List<?> list -> {
                appendElements(text.append('['), list);
                text.append(']');
            }
            case ImproperList list -> {
                appendElements(text.append('['), list.elements());
                append(text.append('|'), list.tail());
                text.append(']');
            }
            case Map<?, ?> map -> {
                String separator = "#{";
                for (var entry : map.entrySet()) {
                    append(text.append(separator), entry.getKey());
                    append(text.append(" => "), entry.getValue());
                    separator = ",";
                }
                text.append(map.isEmpty() ? "#{}" : "}");
            }
            case null, default -> text.append(term);
        }
    }

    private static void appendElements(StringBuilder text, List<?> elements) {
        String separator = "";
        for (Object element : elements) {
            append(text.append(separator), element);
            separator = ",";
        }
    }

    private static void appendBytes(StringBuilder text, byte[] bytes) {
        text.append("<<");
        for (int i = 0; i < bytes.length; i++) {
            text.append(i == 0 ? "" : ",").append(bytes[i] & 0xFF);
        }
        text.append(">>");
    }

    private static String quoted(String s, char quote) {
        StringBuilder text = new StringBuilder(s.length() + 2).append(quote);
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else {
                text.append(c == quote || c == '\\' ? "\\" : "").append(c);
            }
        }
        return text.append(quote).toString();
    }
}
