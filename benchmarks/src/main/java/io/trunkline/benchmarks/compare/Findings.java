package io.trunkline.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What was found out about one workload.
///
/// @param peers in the order of [Peer]
public record Findings(Workload workload, Finding ours, Map<Peer, Finding> peers) {
    public Findings {
        Map<Peer, Finding> ordered = new EnumMap<>(Peer.class);
        ordered.putAll(peers);
        peers = Collections.unmodifiableMap(ordered);
    }

    /// A peer's figure.
    Finding of(Peer peer) {
        return peers.getOrDefault(peer, new Finding.NotMeasured("no benchmark"));
    }

    /// Whether all goals are reached.
    public Verdict verdict() {
        return workload.goals().stream()
                .map(goal -> goal.judge(this))
                .reduce(Verdict.MET, Verdict::and);
    }

    /// Why figures are missing, a line for each: empty if none is.
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        if (ours instanceof Finding.NotMeasured(String reason)) {
            gaps.add("trunkline: " + reason);
        }
        peers.forEach((peer, finding) -> {
            if (finding instanceof Finding.NotMeasured(String reason)) {
                gaps.add(peer.label() + ": " + reason);
            }
        });
        return gaps;
    }
}
