package io.trunkline.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CatalogueTest {
    /// The ids of the performance plan.
    private static final Set<String> PLANNED =
            Set.of(
                    "call-idle",
                    "call-contended",
                    "ping-pong",
                    "ping-pong-100",
                    "ring-1000",
                    "flood-1",
                    "flood-2",
                    "spawn-first-message",
                    "idle-bytes",
                    "idle-million",
                    "selective-receive-10k",
                    "pinned-ring",
                    "mailbox-send",
                    "task-async-await",
                    "task-stream",
                    "agent-get",
                    "agent-update",
                    "registry-lookup",
                    "registry-register",
                    "dynsup-start-child",
                    "restart-after-kill",
                    "timer-zero",
                    "set-lookup",
                    "set-insert",
                    "set-mixed",
                    "counter-spread",
                    "counter-hot",
                    "ordered-lookup",
                    "ordered-insert",
                    "ordered-scan",
                    "ordered-range",
                    "select-guard",
                    "bag-insert",
                    "bag-lookup",
                    "row-bytes",
                    "pool-execute",
                    "pool-submit-wait",
                    "resource-checkout",
                    "breaker-closed",
                    "breaker-open",
                    "pipeline-3");

    /// Benchmarks that have a row before they exist.
    private static final Set<String> AWAITED = Set.of("pools.StageBenchmark.pipeline3");

    @Test
    void hasARowForEveryIdOfThePlanAndForNothingElse() {
        assertThat(Catalogue.ALL.stream().map(Workload::baseId).collect(Collectors.toSet()))
                .isEqualTo(PLANNED);
    }

    @Test
    void givesEachRowAnIdOfItsOwnAndAGoal() {
        assertThat(Catalogue.ALL).extracting(Workload::id).doesNotHaveDuplicates();
        assertThat(Catalogue.ALL).allSatisfy(row -> assertThat(row.goal()).isNotEmpty());
    }

    @Test
    void namesBenchmarksAndParametersThatJmhFinds() {
        Map<String, Set<String>> found = benchmarks();
        Set<String> missing = new TreeSet<>();
        for (Source.Jmh source : sources(Source.Jmh.class)) {
            Set<String> params = found.get(source.fullName());
            if (params == null) {
                missing.add(source.benchmark());
            } else {
                assertThat(params).as(source.benchmark()).containsAll(source.params().keySet());
            }
        }
        missing.removeAll(AWAITED);

        assertThat(missing).isEmpty();
    }

    @Test
    void leavesNoParameterWithManyValuesOpen() {
        Map<String, Set<String>> found = benchmarks();

        assertThat(sources(Source.Jmh.class))
                .filteredOn(source -> found.containsKey(source.fullName()))
                .allSatisfy(source -> {
                    Set<String> open = new HashSet<>(found.get(source.fullName()));
                    open.removeAll(source.params().keySet());
                    open.remove("writers"); // has one value
                    assertThat(open).as(source.benchmark()).isEmpty();
                });
    }

    @Test
    void namesProgramsForTheBeamThatExist() {
        Path folder = Path.of("beam");
        Set<String> programs =
                sources(Source.Beam.class).stream()
                        .map(Source.Beam::program)
                        .collect(Collectors.toSet());

        assertThat(programs)
                .isNotEmpty()
                .allSatisfy(program ->
                        assertThat(
                                        Stream.of(".escript", ".exs")
                                                .map(end -> folder.resolve(program + end)))
                                .anyMatch(file -> file.toFile().exists()));
    }

    @Test
    void refusesAGoalAboutAPeerThatIsNotMeasured() {
        Workload alone = Workload.workload("alone", "nobody beside it", Source.Jmh.jmh("a.B.c"));

        assertThatThrownBy(() -> alone.goals(new Goal.Faster(2, Peer.BEAM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("goal must be about a peer of the workload: id=alone, goal=2x BEAM");
    }

    @Test
    void refusesAnIdThatIsNotKebabCase() {
        assertThatThrownBy(() -> Workload.workload("Call_Idle", "title", Source.Jmh.jmh("a.B.c")))
                .hasMessage("id must be kebab-case, variant after @: id=Call_Idle");
    }

    private static <S extends Source> List<S> sources(Class<S> type) {
        return Catalogue.ALL.stream()
                .flatMap(row -> Stream.concat(Stream.of(row.ours()), row.peers().values().stream()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// The names that JMH knows, with their parameters.
    private static Map<String, Set<String>> benchmarks() {
        var nowhere =
                OutputFormatFactory.createFormatInstance(
                        new PrintStream(OutputStream.nullOutputStream()), VerboseMode.SILENT);
        return BenchmarkList.defaultList().getAll(nowhere, List.of()).stream()
                .collect(
                        Collectors.toMap(
                                entry -> entry.getUsername(),
                                entry -> Set.copyOf(entry.getParams().orElse(Map.of()).keySet())));
    }
}
