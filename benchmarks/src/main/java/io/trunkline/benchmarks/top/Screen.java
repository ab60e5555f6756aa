package io.trunkline.benchmarks.top;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// One look at a node as lines of text; rates are since the look before.
public final class Screen {
    private @Nullable JsonNode before;

    /// @param system the answer of `/api/system`
    /// @param processes the answer of `/api/processes`
    public String draw(JsonNode system, JsonNode processes) {
        JsonNode now = system.path("now");
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s   %,d processes   %,.0f messages/s   heap %,d of %,d MiB   CPU %.0f %%",
                printable(system.path("node").asText()),
                now.path("processes").asLong(),
                rate(now, "messages"),
                now.path("heapUsed").asLong() >> 20,
                now.path("heapMax").asLong() >> 20,
                100 * now.path("cpu").asDouble());
        line(
                text,
                "runners %d: %d busy, %d parked, %d blocked   %,d turns wait   %,.0f steals/s"
                        + "   %,.0f wake-ups/s   %,.0f hand-overs/s",
                now.path("seats").asInt(),
                now.path("busy").asInt(),
                now.path("parked").asInt(),
                now.path("blocked").asInt(),
                now.path("queued").asLong(),
                rate(now, "steals"),
                rate(now, "wakeUps"),
                rate(now, "handOvers"));
        line(
                text,
                "restarts %,.0f/s   crashes %,.0f/s   dead letters %,.0f/s   expired calls %,.0f/s",
                rate(now, "restarts"),
                rate(now, "crashes"),
                rate(now, "deadLetters"),
                rate(now, "expiredCalls"));
        text.append('\n');
        line(text, "%10s %12s %9s  %-9s %s", "PID", "MAILBOX", "LINKS", "STATE", "NAME");
        for (JsonNode row : processes.path("rows")) {
            line(
                    text,
                    "%10d %,12d %,9d  %-9s %.60s",
                    row.path("pid").asLong(),
                    row.path("mailbox").asLong(),
                    row.path("links").asLong(),
                    row.path("status").asText(),
                    printable(row.path("title").asText()));
        }
        before = now;
        return text.toString();
    }

    private double rate(JsonNode now, String name) {
        if (before == null) {
            return 0;
        }
        double seconds = (now.path("millis").asLong() - before.path("millis").asLong()) / 1e3;
        long more = now.path(name).asLong() - before.path(name).asLong();
        return seconds <= 0 ? 0 : more / seconds;
    }

    /// Names may hold what a terminal would obey.
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
