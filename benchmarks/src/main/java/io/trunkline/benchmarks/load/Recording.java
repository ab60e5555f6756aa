package io.trunkline.benchmarks.load;

import io.trunkline.examples.gateway.ClientRequest;

import java.util.List;

/// Requests in the order of their times, kept in 16 bytes each besides what they name. Immutable;
/// made by [RecordingBuilder] and [ZipfLoad].
public final class Recording {
    private final List<String> clients;
    private final List<Target> targets;
    private final int[] client;
    private final int[] target;
    private final long[] offset;
    private final long span;

    Recording(
            List<String> clients,
            List<Target> targets,
            int[] client,
            int[] target,
            long[] offset,
            long span) {
        this.clients = List.copyOf(clients);
        this.targets = List.copyOf(targets);
        this.client = client;
        this.target = target;
        this.offset = offset;
        this.span = span;
    }

    record Target(String method, String path) {}

    /// How many requests.
    public int size() {
        return offset.length;
    }

    /// How many different clients.
    public int clients() {
        return clients.size();
    }

    /// How many nanoseconds it covers, from the first request to the first of a repetition.
    public long span() {
        return span;
    }

    /// When a request came, in nanoseconds since the start; never less than the one before.
    public long offset(int index) {
        return offset[index];
    }

    /// A request.
    public ClientRequest request(int index) {
        Target what = targets.get(target[index]);
        return new ClientRequest(clients.get(client[index]), what.method(), what.path());
    }
}
