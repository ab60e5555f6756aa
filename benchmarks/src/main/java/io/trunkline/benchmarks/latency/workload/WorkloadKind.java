package io.trunkline.benchmarks.latency.workload;

import io.trunkline.benchmarks.latency.workload.Workload.Completions;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The workloads that there are.
public enum WorkloadKind {
    /// Measured beside every other one, as what is under its figures is the generator's own.
    GENERATOR("generator", "nothing: what the generator and its clock take", Generator::new),
    CALL("call", "call to an idle GenServer, which the caller runs", Calls::toIdleServer),
    CALL_ON_RUNNER(
            "call-on-runner", "ask of a GenServer that only runners run", Calls::toServerOnRunner),
    PINNED_RING("pinned-ring", "send to a pinned process until it handles it", PinnedRing::new),
    TABLE_GET("table-get", "get from a set of 100,000 rows", TableAccess::gets),
    TABLE_PUT("table-put", "insert over a row of a set of 100,000", TableAccess::puts),
    RESOURCE_CHECKOUT(
            "resource-checkout",
            "checkout from a resource pool of 8 and checkin",
            ResourceCheckout::new),
    BREAKER("breaker", "call through a closed circuit breaker", BreakerCall::new);

    private final String id;
    private final String description;
    private final Function<Completions, Workload> opening;

    WorkloadKind(String id, String description, Function<Completions, Workload> opening) {
        this.id = id;
        this.description = description;
        this.opening = opening;
    }

    /// The one of this id, if there is one.
    public static Optional<WorkloadKind> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
    }

    /// All ids, for people to read.
    public static String ids() {
        return Arrays.stream(values()).map(WorkloadKind::id).collect(Collectors.joining(", "));
    }

    public String id() {
        return id;
    }

    /// What an operation is.
    public String description() {
        return description;
    }

    /// Sets the workload up.
    public Workload open(Completions completions) {
        return opening.apply(completions);
    }
}
