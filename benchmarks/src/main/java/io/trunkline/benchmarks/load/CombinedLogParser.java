package io.trunkline.benchmarks.load;

/// Reads lines in the combined format of Apache and NGINX, and in the common format, which is the
/// same without referrer and agent:
///
/// ```
/// client ident user [17/May/2015:10:05:03 +0000] "GET /path HTTP/1.1" 200 1234 "referrer" "agent"
/// ```
///
/// A line counts as a request once it is whole up to the size; one that was cut short after that is
/// used, and says so.
public final class CombinedLogParser {
    private static final int MAX_SHOWN = 60;
    private static final int MAX_DIGITS = 18;

    private CombinedLogParser() {}

    /// Reads a line. Never throws.
    public static LogLine parse(String line) {
        try {
            return entry(new Cursor(line));
        } catch (Refusal refusal) {
            return new LogLine.Malformed(refusal.reason);
        }
    }

    private static LogLine entry(Cursor cursor) {
        String client = cursor.word("client");
        cursor.skipPast(" [", "time");
        long second = LogTime.epochSecond(cursor.upTo(']', "time"));
        cursor.skipPast("] ", "request");
        String request = cursor.quoted("request");
        cursor.skipPast(" ", "status");
        int status = status(cursor.word("status"));
        cursor.skipPast(" ", "size");
        long bytes = size(cursor.word("size"));
        boolean complete = cursor.onlyQuotedFieldsFollow();

        int methodEnd = request.indexOf(' ');
        int pathEnd = request.lastIndexOf(" HTTP/");
        if (methodEnd < 1 || methodEnd == request.length() - 1) {
            return new LogLine.Entry(client, second, "-", request, status, bytes, complete);
        }
        String method = request.substring(0, methodEnd);
        String path =
                pathEnd > methodEnd
                        ? request.substring(methodEnd + 1, pathEnd)
                        : request.substring(methodEnd + 1);
        return new LogLine.Entry(client, second, method, path, status, bytes, complete);
    }

    private static int status(String word) {
        if (word.length() != 3 || !isDigits(word)) {
            throw new Refusal("status must be three digits: status=" + shown(word));
        }
        return Integer.parseInt(word);
    }

    private static long size(String word) {
        if (word.equals("-")) {
            return 0;
        }
        if (word.length() > MAX_DIGITS || !isDigits(word)) {
            throw new Refusal("size must be a number or -: size=" + shown(word));
        }
        return Long.parseLong(word);
    }

    private static boolean isDigits(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// A piece of a line, made fit to print.
    static String shown(String text) {
        String start = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        return start.isEmpty() ? "\"\"" : start.replaceAll("\\p{Cntrl}", "?");
    }

    /// Why a line is no request.
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String reason;

        Refusal(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }
}
