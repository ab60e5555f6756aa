package io.trunkline.engine.statem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of `gen_statem` in the plainest words: lists, walked from the front. A clock that
/// counts ticks, a mailbox, what is put off, what is to be handled first, and time-outs by key.
final class Model {
    private record Event(Plan.Random content, boolean asked) {}

    /// @param at the tick when it is due; zero time-outs have none
    /// @param number the order in which they were set
    private record Timeout(long at, long number, boolean zero, Plan.Random content) {}

    final List<String> log = new ArrayList<>();
    final Set<String> replied = new HashSet<>();

    private final long seed;
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Timeout> timeouts = new HashMap<>();
    private final List<Event> mailbox = new ArrayList<>();
    private final List<Event> first = new ArrayList<>();
    private final List<Event> putOff = new ArrayList<>();
    private String state = "a";
    private int entered;
    private long now;
    private long numbers;

    Model(long seed) {
        this.seed = seed;
        enter("a");
        run();
    }

    void send(Plan.Random content, boolean asked) {
        mailbox.add(new Event(content, asked));
    }

    /// Handles all that can be handled now.
    void run() {
        while (true) {
            String zero = earliest(true);
            if (!first.isEmpty()) {
                handle(first.removeFirst());
            } else if (zero != null) {
                handle(new Event(timeouts.remove(zero).content, false));
            } else if (!mailbox.isEmpty()) {
                handle(mailbox.removeFirst());
            } else {
                return;
            }
        }
    }

    void advance(int ticks) {
        long end = now + ticks;
        String due;
        while ((due = earliest(false)) != null && timeouts.get(due).at <= end) {
            now = timeouts.get(due).at;
            handle(new Event(timeouts.remove(due).content, false));
            run();
        }
        now = end;
    }

    private String earliest(boolean zero) {
        String best = null;
        for (var entry : timeouts.entrySet()) {
            Timeout t = entry.getValue();
            Timeout b = best == null ? null : timeouts.get(best);
            if (t.zero == zero
                    && (b == null || t.at < b.at || (t.at == b.at && t.number < b.number))) {
                best = entry.getKey();
            }
        }
        return best;
    }

    private void handle(Event event) {
        timeouts.remove("event");
        String id = event.content.id();
        log.add(id + " in " + state);
        int attempt = attempts.merge(id, 1, Integer::sum) - 1;
        Plan plan = Plan.of(seed, event.content, state, attempt);
        if (plan.postpones()) {
            putOff.add(event);
        } else if (event.asked && plan.replies()) {
            replied.add(id);
        }
        String old = state;
        boolean changes = plan.next() != null && !plan.next().equals(state);
        if (changes) {
            state = plan.next();
            timeouts.remove("state");
            first.addAll(0, putOff);
            putOff.clear();
        }
        List<Event> given = plan.given().stream().map(c -> new Event(c, false)).toList();
        first.addAll(0, given);
        plan.timeouts().forEach(this::set);
        if (changes || plan.repeats()) {
            enter(old);
        }
    }

    private void enter(String old) {
        log.add("enter " + old + " " + state);
        Plan.ofEnter(seed, state, entered++).forEach(this::set);
    }

    private void set(Plan.Timer timer) {
        timeouts.remove(timer.key());
        if (timer.event() != null) {
            boolean zero = timer.ticks() == 0;
            timeouts.put(
                    timer.key(),
                    new Timeout(zero ? 0 : now + timer.ticks(), numbers++, zero, timer.event()));
        }
    }
}
