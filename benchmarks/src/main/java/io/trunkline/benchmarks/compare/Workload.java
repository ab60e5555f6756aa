package io.trunkline.benchmarks.compare;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A row of the comparison.
///
/// @param id as in docs/performance.md, with the variant behind an `@`
/// @param threads how many threads JMH has; those of processes are the runners'
/// @param ours our side
/// @param peers the others' sides, in the order of [Peer]
public record Workload(
        String id,
        String title,
        int threads,
        Unit unit,
        Source ours,
        Map<Peer, Source> peers,
        List<Goal> goals) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*(@[a-z0-9-]+)?");

    public Workload {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id must be kebab-case, variant after @: id=" + id);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1: threads=" + threads);
        }
        Map<Peer, Source> ordered = new EnumMap<>(Peer.class);
        ordered.putAll(peers);
        peers = Collections.unmodifiableMap(ordered);
        goals = List.copyOf(goals);
        for (Goal goal : goals) {
            if (goal.rival().isPresent() && !peers.containsKey(goal.rival().get())) {
                throw new IllegalArgumentException(
                        "goal must be about a peer of the workload: id="
                                + id
                                + ", goal="
                                + goal.text());
            }
        }
    }

    static Workload workload(String id, String title, Source ours) {
        return new Workload(id, title, 1, Unit.NANOS, ours, Map.of(), List.of());
    }

    Workload threads(int number) {
        return new Workload(id, title, number, unit, ours, peers, goals);
    }

    Workload in(Unit other) {
        return new Workload(id, title, threads, other, ours, peers, goals);
    }

    Workload beside(Peer peer, Source theirs) {
        Map<Peer, Source> more = new EnumMap<>(Peer.class);
        more.putAll(peers);
        more.put(peer, theirs);
        return new Workload(id, title, threads, unit, ours, more, goals);
    }

    /// Beside a program for the BEAM that knows the workload by `key`.
    Workload beam(String program, String key) {
        return beside(Peer.BEAM, new Source.Beam(program, key, 1));
    }

    Workload goals(Goal... wanted) {
        return new Workload(id, title, threads, unit, ours, peers, Arrays.asList(wanted));
    }

    /// Its id without the variant: that of the performance plan.
    public String baseId() {
        int at = id.indexOf('@');
        return at < 0 ? id : id.substring(0, at);
    }

    /// All goals in words.
    public String goal() {
        return goals.stream().map(Goal::text).collect(Collectors.joining(", "));
    }
}
