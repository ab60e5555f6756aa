package io.trunkline.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.MathContext;

/// Findings as JSON, an object on a line for each workload. A figure that is missing is `null`, or
/// is no member of `peers`, and `reason` then says why; `met` is `null` where that keeps it open.
public final class JsonLines {
    private static final MathContext DIGITS = new MathContext(4);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonLines() {}

    /// One object, without a line break.
    public static String line(Findings findings) {
        Workload workload = findings.workload();
        ObjectNode line = MAPPER.createObjectNode();
        line.put("workload", workload.id());
        line.put("threads", workload.threads());
        line.put("unit", workload.unit().label());
        ours(line, findings.ours());
        ObjectNode peers = line.putObject("peers");
        findings.peers()
                .forEach((peer, finding) -> {
                    if (finding instanceof Finding.Measured measured) {
                        peers.put(peer.label(), rounded(measured.value()));
                    }
                });
        line.put("goal", workload.goal());
        switch (findings.verdict()) {
            case MET -> line.put("met", true);
            case MISSED -> line.put("met", false);
            case UNKNOWN -> line.putNull("met");
        }
        if (!findings.gaps().isEmpty()) {
            line.put("reason", String.join("; ", findings.gaps()));
        }
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("findings must become JSON", impossible);
        }
    }

    private static void ours(ObjectNode line, Finding ours) {
        line.putNull("trunkline");
        line.putNull("alloc_bytes");
        if (ours instanceof Finding.Measured measured) {
            line.put("trunkline", rounded(measured.value()));
            measured.allocated().ifPresent(bytes -> line.put("alloc_bytes", rounded(bytes)));
        }
    }

    private static BigDecimal rounded(double value) {
        BigDecimal plain = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
