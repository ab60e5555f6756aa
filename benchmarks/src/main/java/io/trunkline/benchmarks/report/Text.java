package io.trunkline.benchmarks.report;

import java.math.BigDecimal;
import java.util.Locale;

/// Text made for a page or a terminal, the same in every locale.
public final class Text {
    private static final int LONGEST = 72;

    private Text() {}

    /// As [String#format].
    public static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /// Nanoseconds as microseconds, with no more digits than mean anything.
    public static String micros(long nanos) {
        double micros = nanos / 1e3;
        return format(micros < 10 ? "%.2f" : micros < 1_000 ? "%.1f" : "%,.0f", micros);
    }

    /// A number with as many digits as it needs, and no exponent: `1000`, `99.9`.
    public static String decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// Words of somebody else's on one line of a terminal: cut if they are long, and without what a
    /// terminal might obey.
    public static String oneLine(String words) {
        String cut = words.length() <= LONGEST ? words : words.substring(0, LONGEST - 3) + "...";
        return cut.replaceAll("\\p{C}", "?");
    }

    /// Text between tags.
    public static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// A JSON string that may also stand in a script element.
    public static String json(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '\u2028' || c == '\u2029') {
                quoted.append(format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
