package io.trunkline.examples.traffic;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request that was answered.
///
/// @param minute when it came, as the log writes it: `17/May/2015:10:05`
public record Hit(String minute, String path, int status) {
    /// What the common and the combined log format begin with: client, two more words, time,
    /// request and status. A quoted request may have quotes in it, each behind a backslash.
    private static final Pattern LINE =
            Pattern.compile(
                    "\\S+ \\S+ \\S+ \\[([^:\\]]+:\\d\\d:\\d\\d):[^\\]]*\\] "
                            + "\"\\S+ ((?:[^\"\\\\ ]|\\\\.)+)(?:[^\"\\\\]|\\\\.)*\" (\\d{3}) .*");

    public Hit {
        Objects.requireNonNull(minute, "minute");
        Objects.requireNonNull(path, "path");
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("status must be in 100..999: status=" + status);
        }
    }

    /// Reads a line of an access log; empty if it is none.
    public static Optional<Hit> parse(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            return Optional.empty();
        }
        int status = Integer.parseInt(fields.group(3));
        return status < 100
                ? Optional.empty()
                : Optional.of(new Hit(fields.group(1), withoutQuery(fields.group(2)), status));
    }

    private static String withoutQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
