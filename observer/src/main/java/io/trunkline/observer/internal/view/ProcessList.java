package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.observer.internal.history.Clip;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.web.Query;
import io.trunkline.observer.internal.web.Refusal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// The list of processes: searched, sorted, a page of it. Without a search and in the order of pids
/// only those of the page are looked at; else all are, one after the other, and of each only the
/// word it is sorted by is kept. One such walk runs at a time, whoever asks.
public final class ProcessList {
    private static final int MOST_ON_PAGE = 500;
    private static final long LAST_OFFSET = 100_000_000;
    private static final int LONGEST_LABEL = 200;
    private static final long PATIENCE_SECONDS = 10;

    /// By what it can be sorted; the first is the default.
    private static final List<String> ORDERS =
            List.of(
                    "pid", "name", "code", "kind", "status", "mailbox", "handled", "dropped",
                    "links");

    private static final Map<String, Function<ProcessInfo, Comparable<?>>> KEYS =
            Map.of(
                    "name", info -> Json.title(info).toLowerCase(Locale.ROOT),
                    "code", ProcessInfo::code,
                    "kind", ProcessInfo::kind,
                    "status", ProcessInfo::status,
                    "mailbox", ProcessInfo::messageQueueLength,
                    "handled", ProcessInfo::messagesHandled,
                    "dropped", ProcessInfo::dropped,
                    "links", info -> info.links().size());

    private final Node node;
    private final History history;
    private final ReentrantLock walking = new ReentrantLock();

    public ProcessList(Node node, History history) {
        this.node = node;
        this.history = history;
    }

    /// A process and what it is sorted by.
    private record Ranked(Pid pid, Comparable<?> key) {}

    /// `search`, `sort`, `order` (`up`, `down`), `offset`, `limit`.
    public JsonNode answer(Query query) {
        String sort = query.oneOf("sort", ORDERS);
        boolean down = query.oneOf("order", List.of("up", "down")).equals("down");
        long offset = query.number("offset", 0, 0, LAST_OFFSET);
        long limit = query.number("limit", 100, 1, MOST_ON_PAGE);
        Optional<String> search = query.find("search").map(text -> text.toLowerCase(Locale.ROOT));
        long began = System.nanoTime();
        List<Ranked> ranked = exclusively(() -> ranked(search, sort, down));
        ArrayNode rows = Json.array();
        ranked.stream()
                .skip(offset)
                .limit(limit)
                .forEach(each -> node.info(each.pid).ifPresent(info -> rows.add(row(info))));
        ObjectNode answer = Json.object();
        answer.put("total", ranked.size());
        answer.put("offset", offset);
        answer.put("tookMicros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
        answer.set("rows", rows);
        return answer;
    }

    private List<Ranked> ranked(Optional<String> search, String sort, boolean down) {
        List<Ranked> ranked = new ArrayList<>();
        Function<ProcessInfo, Comparable<?>> key =
                KEYS.getOrDefault(sort, info -> info.pid().number());
        if (sort.equals(ORDERS.getFirst()) && search.isEmpty()) {
            Processes.walk(node, pid -> ranked.add(new Ranked(pid, pid.number())));
        } else {
            Processes.walk(
                    node,
                    pid -> {
                        node.info(pid)
                                .filter(info -> search.isEmpty() || matches(info, search.get()))
                                .ifPresent(info -> ranked.add(new Ranked(pid, key.apply(info))));
                        return true;
                    });
        }
        ranked.sort(order(down));
        return ranked;
    }

    @SuppressWarnings("unchecked") // keys of one walk are of one class
    private static Comparator<Ranked> order(boolean down) {
        Comparator<Ranked> byKey = (a, b) -> ((Comparable<Object>) a.key).compareTo(b.key);
        return (down ? byKey.reversed() : byKey).thenComparingLong(each -> each.pid.number());
    }

    private static boolean matches(ProcessInfo info, String search) {
        return has(info.code(), search)
                || info.name().filter(name -> has(name, search)).isPresent()
                || info.label()
                        .filter(label -> has(Clip.of(label, LONGEST_LABEL), search))
                        .isPresent()
                || has(info.pid().toString(), search);
    }

    private static boolean has(String text, String search) {
        return text.toLowerCase(Locale.ROOT).contains(search);
    }

    private <T> T exclusively(Supplier<T> walk) {
        try {
            if (!walking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Refusal(503, "others walk over the processes: try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "the page is being closed");
        }
        try {
            return walk.get();
        } finally {
            walking.unlock();
        }
    }

    private ObjectNode row(ProcessInfo info) {
        ObjectNode row = Json.pid(info.pid());
        row.put("title", Json.title(info));
        row.put("name", info.name().orElse(null));
        row.put("label", info.label().map(label -> Clip.of(label, LONGEST_LABEL)).orElse(null));
        row.put("code", info.code());
        row.put("kind", info.kind().name().toLowerCase(Locale.ROOT));
        row.put("status", info.status().name().toLowerCase(Locale.ROOT));
        row.put("mailbox", info.messageQueueLength());
        row.put("handled", info.messagesHandled());
        row.put("dropped", info.dropped());
        row.put("links", info.links().size());
        row.put("restarts", history.restartsOf(info.pid().number()));
        row.put("at", info.currentFunction().map(StackTraceElement::toString).orElse(null));
        return row;
    }
}
