package io.trunkline.engine.internal.process;

import io.trunkline.engine.ProcessTree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes trees of the processes there are.
public final class Trees {
    private Trees() {}

    /// The processes of a node under their parents, and under the node who has none that lives. The
    /// implicit processes of threads are not in it: nobody has started them.
    public static ProcessTree of(Home home) {
        List<ProcessCell> cells = home.table.snapshot();
        cells.removeIf(cell -> !cell.isMortal());
        // a parent is older than its children: from young to old each has all of its own
        cells.sort(Comparator.comparingLong(ProcessCell::number).reversed());
        Map<ProcessCell, List<ProcessTree>> children = new HashMap<>();
        Set<ProcessCell> living = new HashSet<>(cells);
        List<ProcessTree> top = new ArrayList<>();
        for (ProcessCell cell : cells) {
            List<ProcessTree> own = children.remove(cell);
            List<ProcessTree> siblings =
                    living.contains(cell.parent)
                            ? children.computeIfAbsent(cell.parent, _ -> new ArrayList<>())
                            : top;
            siblings.add(tree(cell, own == null ? List.of() : own));
        }
        return new ProcessTree(
                home.root, Optional.empty(), Optional.empty(), home.node.name(), top.reversed());
    }

    private static ProcessTree tree(ProcessCell cell, List<ProcessTree> youngestFirst) {
        Optional<String> id = Optional.empty();
        Optional<String> name = Optional.empty();
        Relations relations = cell.relationsOrNull();
        if (relations != null) {
            relations.lock.lock();
            try {
                id = Optional.ofNullable(relations.childId);
                name = Optional.ofNullable(relations.name);
            } finally {
                relations.lock.unlock();
            }
        }
        return new ProcessTree(cell, id, name, cell.code(), youngestFirst.reversed());
    }

    /// Says what a process is to whoever started it.
    public static void childId(ProcessCell cell, String id) {
        Relations relations = cell.relations();
        relations.lock.lock();
        try {
            if (!relations.closed) {
                relations.childId = id;
            }
        } finally {
            relations.lock.unlock();
        }
    }
}
