package io.trunkline.benchmarks.load;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The time of a log line, such as `17/May/2015:10:05:03 +0000`.
final class LogTime {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String SHAPE = "dd/mmm/dddd:dd:dd:dd sdddd";

    private static final int LEAP = 60;

    /// Years that a server may have logged; they bound the span of a recording.
    private static final int FIRST_YEAR = 1970;

    private static final int LAST_YEAR = 2099;

    private LogTime() {}

    static long epochSecond(String time) {
        int month = MONTHS.indexOf(hasShape(time) ? time.substring(3, 6) : "?");
        if (month % 3 != 0) {
            throw malformed(time);
        }
        int year = number(time, 7, 11);
        int second = number(time, 18, 20);
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw malformed(time);
        }
        try {
            int sign = time.charAt(21) == '-' ? -1 : 1;
            var offset =
                    ZoneOffset.ofHoursMinutes(
                            sign * number(time, 22, 24), sign * number(time, 24, 26));
            return LocalDateTime.of(
                            year,
                            month / 3 + 1,
                            number(time, 0, 2),
                            number(time, 12, 14),
                            number(time, 15, 17),
                            second == LEAP ? LEAP - 1 : second)
                    .toEpochSecond(offset);
        } catch (DateTimeException _) {
            throw malformed(time);
        }
    }

    /// Whether digits (d), letters (m), the sign (s) and all else stand where they belong.
    private static boolean hasShape(String time) {
        if (time.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char c = time.charAt(i);
            boolean fits =
                    switch (SHAPE.charAt(i)) {
                        case 'd' -> c >= '0' && c <= '9';
                        case 'm' -> Character.isLetter(c);
                        case 's' -> c == '+' || c == '-';
                        default -> c == SHAPE.charAt(i);
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String time, int from, int to) {
        return Integer.parseInt(time, from, to, 10);
    }

    private static CombinedLogParser.Refusal malformed(String time) {
        return new CombinedLogParser.Refusal(
                "time must be dd/Mon/yyyy:HH:mm:ss +zzzz: time=" + CombinedLogParser.shown(time));
    }
}
