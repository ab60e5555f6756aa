package io.trunkline.benchmarks.report;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A page that needs nothing but itself: a template with what belongs into its `{{places}}`. Of
/// these, `style` and `charts` are the same on every page.
public final class Page {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final int TICKS_PER_HALF_DISTANCE = 10;

    private Page() {}

    /// Fills a template. What is put in is not looked at again: it may hold anything.
    ///
    /// @param beside the class that the template lies next to
    /// @param contents of the template's own places
    public static String fill(Class<?> beside, String template, Map<String, String> contents) {
        return PLACE.matcher(resource(beside, template))
                .replaceAll(place -> Matcher.quoteReplacement(content(place.group(1), contents)));
    }

    /// A line of the percentile plot, as JSON: out of how many one is slower, and microseconds.
    public static String percentileCurve(Histogram nanos) {
        return StreamSupport.stream(nanos.percentiles(TICKS_PER_HALF_DISTANCE).spliterator(), false)
                .map(value -> point(value, nanos.getTotalCount()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String point(HistogramIterationValue value, long count) {
        double rest = 1 - value.getPercentileLevelIteratedTo() / 100;
        double oneOutOf = rest > 0 ? Math.min(count, 1 / rest) : count;
        return Text.format("[%.3f, %.3f]", oneOutOf, value.getValueIteratedTo() / 1e3);
    }

    private static String content(String place, Map<String, String> contents) {
        return switch (place) {
            case "style" -> resource(Page.class, "page.css");
            case "charts" -> resource(Page.class, "charts.js");
            default -> {
                String content = contents.get(place);
                if (content == null) {
                    throw new IllegalArgumentException("place must be filled: place=" + place);
                }
                yield content;
            }
        };
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource must be packaged: name=" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
