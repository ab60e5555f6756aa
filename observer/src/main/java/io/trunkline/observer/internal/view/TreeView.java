package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.ProcessTree;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.web.Query;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The supervision tree. Making it looks at every process, so that one tree serves all who ask
/// within ten times as long as that took.
public final class TreeView {
    private static final int MOST_CHILDREN = 1_000;
    private static final int DEEPEST = 100;

    /// Of children that are called the same, such as sessions, a few are enough.
    private static final int ALIKE = 4;

    private static final long SHARE = 10;

    private final Node node;
    private final History history;

    /// Racy: two who find it stale make one each, which does no harm.
    private volatile @Nullable Made made;

    private record Made(ProcessTree tree, long at, long took) {
        boolean serves(long now) {
            return now - at < SHARE * took;
        }
    }

    public TreeView(Node node, History history) {
        this.node = node;
        this.history = history;
    }

    /// `children`: how many of each process to show at most; of those that are called the same, a
    /// quarter of that.
    public JsonNode answer(Query query) {
        int children = (int) query.number("children", 50, ALIKE, MOST_CHILDREN);
        Made tree = tree();
        ObjectNode answer = json(tree.tree, children, 0);
        answer.put("tookMicros", TimeUnit.NANOSECONDS.toMicros(tree.took));
        return answer;
    }

    private Made tree() {
        Made last = made;
        long began = System.nanoTime();
        if (last != null && last.serves(began)) {
            return last;
        }
        ProcessTree tree = node.tree();
        long now = System.nanoTime();
        Made next = new Made(tree, now, now - began);
        made = next;
        return next;
    }

    /// In an order that restarts do not change, unless they are too many to be worth it.
    private static Stream<ProcessTree> children(ProcessTree tree) {
        List<ProcessTree> children = tree.children();
        return children.size() > MOST_CHILDREN
                ? children.stream()
                : children.stream().sorted(Comparator.comparing(ProcessTree::title));
    }

    private ObjectNode json(ProcessTree tree, int most, int depth) {
        ObjectNode json = Json.pid(tree.pid());
        json.put("title", tree.title());
        json.put("name", tree.name().orElse(null));
        json.put("code", tree.code());
        json.put("size", tree.size());
        json.put("restarts", history.restartsOf(tree.pid().number()));
        json.put("children", tree.children().size());
        ArrayNode shown = json.putArray("shown");
        if (depth < DEEPEST) {
            Map<String, Integer> alike = new HashMap<>();
            children(tree)
                    .filter(child -> alike.merge(child.title(), 1, Integer::sum) <= most / ALIKE)
                    .limit(most)
                    .forEach(child -> shown.add(json(child, most, depth + 1)));
        }
        return json;
    }
}
