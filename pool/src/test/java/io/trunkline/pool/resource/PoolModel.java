package io.trunkline.pool.resource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a pool should do, step by step, when starts and closings take no time. Resources are
/// numbers, in the order of their starts.
final class PoolModel {
    private final int size;
    private final int most;
    private final boolean lazy;
    private final boolean lifo;
    private final ArrayDeque<Integer> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    final Map<String, List<Integer>> held = new TreeMap<>();
    private int live;
    private int made;

    private record Waiting(String client, long until) {}

    PoolModel(int size, int overflow, boolean lazy, boolean lifo) {
        this.size = size;
        this.most = size + overflow;
        this.lazy = lazy;
        this.lifo = lifo;
        refill();
    }

    boolean isWaiting(String client) {
        return waiting.stream().anyMatch(w -> w.client().equals(client));
    }

    int idle() {
        return idle.size();
    }

    int waiters() {
        return waiting.size();
    }

    void checkout(String client, boolean patient, long until) {
        Integer next = lifo ? idle.pollLast() : idle.pollFirst();
        if (next != null) {
            lend(client, next);
        } else if (patient || live < most) {
            waiting.add(new Waiting(client, until));
            refill();
        }
    }

    void checkin(String client) {
        offer(held.get(client).removeFirst());
        refill();
    }

    void invalidate(String client) {
        held.get(client).removeFirst();
        live--;
        refill();
    }

    void kill(String client) {
        waiting.removeIf(w -> w.client().equals(client));
        List<Integer> lost = held.remove(client);
        live -= lost == null ? 0 : lost.size();
        refill();
    }

    void now(long time) {
        for (Iterator<Waiting> i = waiting.iterator(); i.hasNext(); ) {
            if (i.next().until() <= time) {
                i.remove();
            }
        }
    }

    private void refill() {
        while (live < most && (!waiting.isEmpty() || !lazy && live < size)) {
            live++;
            offer(++made);
        }
    }

    private void offer(int resource) {
        Waiting first = waiting.poll();
        if (first != null) {
            lend(first.client(), resource);
        } else if (live > size) {
            live--;
        } else {
            idle.addLast(resource);
        }
    }

    private void lend(String client, int resource) {
        held.computeIfAbsent(client, c -> new ArrayList<>()).add(resource);
    }
}
