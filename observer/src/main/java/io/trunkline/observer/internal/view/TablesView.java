package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.ets.AccessDenied;
import io.trunkline.ets.BadArg;
import io.trunkline.ets.Chunk;
import io.trunkline.ets.Ets;
import io.trunkline.ets.Limit;
import io.trunkline.ets.NoSuchTable;
import io.trunkline.ets.Table;
import io.trunkline.ets.TableInfo;
import io.trunkline.ets.Terms;
import io.trunkline.ets.Tuple;
import io.trunkline.ets.match.Match;
import io.trunkline.ets.match.Pattern;
import io.trunkline.observer.internal.history.Clip;
import io.trunkline.observer.internal.web.Query;
import io.trunkline.observer.internal.web.Refusal;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The tables of a node, and the rows of one of them. Walks as readers do: holds nobody up.
public final class TablesView {
    private static final int MOST_ON_PAGE = 200;
    private static final int LAST_PAGE = 1_000_000;
    private static final int LONGEST_VALUE = 300;

    /// A page that lies deep is reached by way of all before it.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

    private final Node node;
    private final Ets ets;

    public TablesView(Node node) {
        this.node = node;
        this.ets = Ets.of(node);
    }

    /// What is known about each.
    public JsonNode answer(Query query) {
        ArrayNode rows = Json.array();
        for (Table<?> table : ets.all()) {
            try {
                rows.add(json(table.info()));
            } catch (NoSuchTable gone) {
                // deleted since the list was made
            }
        }
        ObjectNode answer = Json.object();
        answer.set("rows", rows);
        return answer;
    }

    /// `id`, `page`, `limit`, `pattern`: some of its rows.
    public JsonNode rows(Query query) {
        long id = query.number("id", 0, Long.MAX_VALUE);
        int limit = (int) query.number("limit", 50, 1, MOST_ON_PAGE);
        int page = (int) query.number("page", 0, 0, LAST_PAGE);
        Pattern pattern = query.find("pattern").map(PatternText::parse).orElse(Match.any());
        Table<?> table =
                ets.all().stream()
                        .filter(each -> each.id() == id)
                        .findFirst()
                        .orElseThrow(() -> gone(id));
        try {
            ObjectNode answer = json(table.info());
            addRows(table, pattern, limit, page, answer);
            return answer;
        } catch (NoSuchTable gone) {
            throw gone(id);
        } catch (AccessDenied denied) {
            throw new Refusal(403, "table must be readable by others than its owner: id=" + id);
        } catch (BadArg wrong) {
            throw Refusal.badRequest(Clip.of(wrong.getMessage(), LONGEST_VALUE));
        }
    }

    private static <R> void addRows(
            Table<R> table, Pattern pattern, int limit, int page, ObjectNode answer) {
        long began = System.nanoTime();
        Optional<Chunk<R>> chunk = table.matchObject(pattern, Limit.limit(limit));
        for (int skipped = 0; skipped < page && chunk.isPresent(); skipped++) {
            if (System.nanoTime() - began > PATIENCE) {
                throw Refusal.badRequest("page must be reached within 3 s: page=" + page);
            }
            chunk = chunk.get().next();
        }
        ArrayNode rows = answer.putArray("rows");
        chunk.ifPresent(found -> found.results().forEach(row -> rows.add(cells(row))));
        answer.put("page", page);
        answer.put("more", chunk.map(Chunk::results).filter(r -> r.size() == limit).isPresent());
        answer.put("tookMicros", TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
    }

    private static ArrayNode cells(Object row) {
        ArrayNode cells = Json.array();
        if (row instanceof Tuple tuple) {
            for (int i = 1; i <= tuple.arity(); i++) {
                cells.add(Clip.of(Terms.toString(tuple.get(i)), LONGEST_VALUE));
            }
        } else {
            cells.add(Clip.of(row, LONGEST_VALUE));
        }
        return cells;
    }

    private ObjectNode json(TableInfo info) {
        ObjectNode json = Json.object();
        json.put("id", info.id());
        json.put("name", info.name());
        json.put("named", info.named());
        json.put("type", info.type().name().toLowerCase(Locale.ROOT));
        json.put("access", info.access().name().toLowerCase(Locale.ROOT));
        json.put("keyPosition", info.keyPosition());
        json.put("size", info.size());
        json.put("overhead", info.overhead());
        json.set("owner", Json.process(node, info.owner()));
        info.heir().ifPresent(heir -> json.set("heir", Json.process(node, heir.pid())));
        json.put(
                "concurrency",
                (info.readConcurrency() ? "read " : "")
                        + "write "
                        + info.writeConcurrency().name().toLowerCase(Locale.ROOT));
        json.put("fixed", info.fixed());
        return json;
    }

    private static Refusal gone(long id) {
        return Refusal.notFound("table must be there: id=" + id);
    }
}
