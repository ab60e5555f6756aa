package io.trunkline.benchmarks.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Collects requests with times in whole seconds, in any order, and puts them in order.
final class RecordingBuilder {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Index<String> clients = new Index<>();
    private final Index<Recording.Target> targets = new Index<>();
    private int[] client = new int[1024];
    private int[] target = new int[1024];
    private long[] second = new long[1024];
    private int size;

    void add(String clientName, String method, String path, long epochSecond) {
        if (size == second.length) {
            int more = size + (size >> 1);
            client = Arrays.copyOf(client, more);
            target = Arrays.copyOf(target, more);
            second = Arrays.copyOf(second, more);
        }
        client[size] = clients.of(clientName);
        target[size] = targets.of(new Recording.Target(method, path));
        second[size++] = epochSecond;
    }

    int size() {
        return size;
    }

    /// The requests in order of time, and within a second in the order in which they were added;
    /// those of one second are spread over it evenly.
    Recording build() {
        if (size == 0) {
            throw new IllegalStateException("recording must not be empty: size=0");
        }
        long first = Arrays.stream(second, 0, size).min().getAsLong();
        // The second above, the place below: sorting is stable.
        long[] order = new long[size];
        for (int i = 0; i < size; i++) {
            order[i] = Math.multiplyExact(second[i] - first, 1L << 31) + i;
        }
        Arrays.sort(order);

        int[] sortedClient = new int[size];
        int[] sortedTarget = new int[size];
        long[] offset = new long[size];
        for (int from = 0; from < size; ) {
            long now = order[from] >>> 31;
            int to = from + 1;
            while (to < size && order[to] >>> 31 == now) {
                to++;
            }
            for (int i = from; i < to; i++) {
                int place = (int) (order[i] & Integer.MAX_VALUE);
                sortedClient[i] = client[place];
                sortedTarget[i] = target[place];
                offset[i] = now * SECOND + (i - from) * SECOND / (to - from);
            }
            from = to;
        }
        long span = ((order[size - 1] >>> 31) + 1) * SECOND;
        return new Recording(
                clients.items, targets.items, sortedClient, sortedTarget, offset, span);
    }

    /// Gives each different item a number.
    private static final class Index<T> {
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> items = new ArrayList<>();

        int of(T item) {
            Integer known = numbers.putIfAbsent(item, items.size());
            if (known != null) {
                return known;
            }
            items.add(item);
            return items.size() - 1;
        }
    }
}
