package io.trunkline.examples.traffic;

import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Lines of an access log that never was, the same for the same seed: few paths are asked for often
/// and many seldom, a request in ten is for nothing that is there, one in a hundred fails.
///
/// @param lines how many, twenty a minute
public record GeneratedLog(long lines, long seed) {
    private static final int PATHS = 500;
    private static final int MINUTES = 60 * 24 * 28;

    public GeneratedLog {
        if (lines < 0) {
            throw new IllegalArgumentException("lines must be >= 0: lines=" + lines);
        }
    }

    /// The lines, one after another.
    public Stream<String> stream() {
        Random random = new Random(seed);
        return LongStream.range(0, lines).mapToObj(number -> line(number, random));
    }

    private static String line(long number, Random random) {
        long minute = number / 20 % MINUTES;
        int path = (int) (PATHS * Math.pow(random.nextDouble(), 3));
        int fate = random.nextInt(100);
        int status = fate == 0 ? 500 : fate <= 10 ? 404 : 200;
        return String.format(
                Locale.ROOT,
                "192.0.2.%d - - [%02d/May/2015:%02d:%02d:%02d +0000]"
                        + " \"GET /pages/%d HTTP/1.1\" %d %d",
                random.nextInt(256),
                1 + minute / 60 / 24,
                minute / 60 % 24,
                minute % 60,
                number % 20 * 3,
                path,
                status,
                random.nextInt(100_000));
    }
}
