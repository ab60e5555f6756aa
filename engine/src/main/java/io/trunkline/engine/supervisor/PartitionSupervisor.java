package io.trunkline.engine.supervisor;

import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A supervisor of several copies of one server, so that one is not everybody's bottleneck, and the
/// way from a key to its copy. Any thread may use it.
///
/// ```java
/// PartitionSupervisor counters = PartitionSupervisor.start(node, 8, partition -> new Counter(0));
/// counters.pid(user).call(new Counter.Increment());
/// ```
///
/// Equal keys lead to the same partition as long as the supervisor lives; which one that is, is not
/// specified (a non-negative `Integer` or `Long` below 2^31 leads to its remainder). While a
/// partition is being restarted its pid is that of the one before: calls fail with
/// [io.trunkline.engine.CallFailed.NoProcess], messages are dead letters.
///
/// *Names.* Started with a local name `n`, the supervisor has it, and its partitions are `n/0`,
/// `n/1` and so on.
public final class PartitionSupervisor {
    private final Pid supervisor;
    private final AtomicReferenceArray<Pid> partitions;

    private PartitionSupervisor(Pid supervisor, AtomicReferenceArray<Pid> partitions) {
        this.supervisor = supervisor;
        this.partitions = partitions;
    }

    /// Starts as many partitions as there are processors.
    public static PartitionSupervisor start(Node node, IntFunction<? extends Startable> code) {
        return start(node, Runtime.getRuntime().availableProcessors(), code);
    }

    /// Starts partitions.
    ///
    /// @param code asked for a new server for a partition, counted from 0, at each start of it
    public static PartitionSupervisor start(
            Node node, int partitions, IntFunction<? extends Startable> code) {
        return start(node, StartOptions.defaults(), partitions, code);
    }

    /// Starts partitions with options such as a name; see *Names*.
    ///
    /// @throws io.trunkline.engine.StartFailed if one did not start
    public static PartitionSupervisor start(
            Node node,
            StartOptions options,
            int partitions,
            IntFunction<? extends Startable> code) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be >= 1: partitions=" + partitions);
        }
        AtomicReferenceArray<Pid> pids = new AtomicReferenceArray<>(partitions);
        Child[] children =
                IntStream.range(0, partitions)
                        .mapToObj(i -> partition(i, pids, code, optionsOf(i, options)))
                        .toArray(Child[]::new);
        Pid supervisor = Supervisor.start(node, options, Strategy.ONE_FOR_ONE, children);
        return new PartitionSupervisor(supervisor, pids);
    }

    private static ChildSpec partition(
            int index,
            AtomicReferenceArray<Pid> pids,
            IntFunction<? extends Startable> code,
            StartOptions options) {
        return Supervisor.custom(
                Integer.toString(index),
                supervisor -> {
                    Started started = supervisor.startLink(code.apply(index), options);
                    if (started instanceof Started.Ok(Pid pid)) {
                        pids.set(index, pid);
                    }
                    return started;
                });
    }

    private static StartOptions optionsOf(int index, StartOptions options) {
        return options.name() instanceof Name.Local(String name)
                ? StartOptions.named(name + "/" + index)
                : StartOptions.defaults();
    }

    /// The supervisor's process, for what [Supervisor] can ask it.
    public Pid supervisor() {
        return supervisor;
    }

    /// How many partitions there are.
    public int partitions() {
        return partitions.length();
    }

    /// The partition of a key.
    public Pid pid(Object key) {
        return partitions.get(Math.floorMod(key.hashCode(), partitions.length()));
    }

    /// All partitions, in order.
    public List<Pid> pids() {
        return IntStream.range(0, partitions.length()).mapToObj(partitions::get).toList();
    }

    @Override
    public String toString() {
        return "PartitionSupervisor" + supervisor;
    }
}
