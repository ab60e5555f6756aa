package io.trunkline.examples.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.engine.testkit.TrunklineTest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

class TrafficCountTest {
    private static final String LINE =
            "83.149.9.216 - - [17/May/2015:10:05:03 +0000] \"GET /a/b.png?x=1 HTTP/1.1\" 200 203023"
                    + " \"http://example.com/\" \"Mozilla/5.0 (X11)\"";

    @TrunklineTest
    void readsALine() {
        assertThat(Hit.parse(LINE)).contains(new Hit("17/May/2015:10:05", "/a/b.png", 200));
        assertThat(
                        Hit.parse(
                                "::1 - ann [01/Jan/2026:00:00:59 +0100] \"GET /\\\"q\\\" HTTP/1.0\""
                                        + " 404 -"))
                .contains(new Hit("01/Jan/2026:00:00", "/\\\"q\\\"", 404));
        assertThat(Hit.parse("")).isEmpty();
        assertThat(Hit.parse(LINE.substring(0, 60))).isEmpty();
        assertThat(Hit.parse(LINE.replace(" 200 ", " 001 "))).isEmpty();
    }

    @TrunklineTest
    void countsEachLineOnce(Node node) {
        GeneratedLog log = new GeneratedLog(20_000, 7);
        TrafficTables tables = TrafficTables.create(node);
        long lines =
                TrafficCount.start(
                                node,
                                () -> Stream.concat(log.stream(), Stream.of("no request")),
                                3,
                                tables)
                        .result()
                        .join();
        assertThat(lines).isEqualTo(20_001);
        assertThat(tables.unreadable().sum()).isEqualTo(1);

        Map<Object, Long> paths = new HashMap<>();
        Map<Object, Long> statuses = new HashMap<>();
        log.stream()
                .map(Hit::parse)
                .flatMap(Optional::stream)
                .forEach(hit -> {
                    paths.merge(hit.path(), 1L, Long::sum);
                    statuses.merge(hit.status(), 1L, Long::sum);
                });
        assertThat(tables.paths().size()).isEqualTo(paths.size());
        paths.forEach((path, count) -> assertThat(tables.paths().get(path)).isEqualTo(count));
        statuses.forEach(
                (status, count) -> assertThat(tables.statuses().get(status)).isEqualTo(count));
        assertThat(tables.minutes().size()).isEqualTo(1_000);
        tables.minutes().forEach((_, count) -> assertThat(count).isEqualTo(20));

        List<TrafficTables.Count> busiest = TrafficTables.most(tables.paths(), 3);
        assertThat(busiest.getFirst().key()).isEqualTo("/pages/0");
        assertThat(busiest).isSortedAccordingTo((a, b) -> Long.compare(b.requests(), a.requests()));
    }
}
