package io.trunkline.benchmarks.load;

/// A place in a log line, and what can be read from there.
final class Cursor {
    private final String line;
    private int at;

    Cursor(String line) {
        this.line = line;
    }

    /// What stands before the next space, or the end.
    String word(String field) {
        return upTo(' ', field);
    }

    /// What stands before the next `end`, or the end of the line.
    String upTo(char end, String field) {
        int found = line.indexOf(end, at);
        int stop = found < 0 ? line.length() : found;
        if (stop == at) {
            throw refusal(field, "be there");
        }
        String text = line.substring(at, stop);
        at = stop;
        return text;
    }

    /// What stands between quotes, without escapes.
    String quoted(String field) {
        int close = closingQuote();
        if (close < 0) {
            throw refusal(field, "be in quotes");
        }
        String raw = line.substring(at + 1, close);
        at = close + 1;
        return raw.indexOf('\\') < 0 ? raw : unescaped(raw);
    }

    /// Goes on after the next `text`, which introduces `field`.
    void skipPast(String text, String field) {
        int found = line.indexOf(text, at);
        if (found < 0) {
            throw refusal(field, "be there");
        }
        at = found + text.length();
    }

    /// Whether what follows is well formed: nothing, or fields in quotes and plain ones.
    boolean onlyQuotedFieldsFollow() {
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
            int close = closingQuote();
            int space = line.indexOf(' ', at);
            if (close >= 0) {
                at = close + 1;
            } else if (at < line.length() && line.charAt(at) == '"') {
                return false;
            } else {
                at = space < 0 ? line.length() : space;
            }
        }
        return at == line.length();
    }

    /// Where the quote that opens here closes: at one that is not escaped and has a space or the
    /// end behind it, so that a stray quote inside does no harm.
    private int closingQuote() {
        if (at >= line.length() || line.charAt(at) != '"') {
            return -1;
        }
        for (int i = at + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }

    private static String unescaped(String raw) {
        return raw.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private CombinedLogParser.Refusal refusal(String field, String rule) {
        return new CombinedLogParser.Refusal(
                field + " must " + rule + ": rest=" + CombinedLogParser.shown(line.substring(at)));
    }
}
