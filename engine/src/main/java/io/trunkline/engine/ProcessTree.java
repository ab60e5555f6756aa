package io.trunkline.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process and those it has started with a link, by [Node#tree()]: a snapshot whose parts may be
/// of slightly different moments. It prints as a tree, compares by value, and says what changed
/// since another.
///
/// @param pid at the top the node itself
/// @param id its id as the child of a supervisor, if it has one
/// @param name its name on the node, if any
/// @param code the class of its behaviour or body; at the top the node's name
/// @param children in the order of their starts
public record ProcessTree(
        Pid pid,
        Optional<String> id,
        Optional<String> name,
        String code,
        List<ProcessTree> children) {
    public ProcessTree {
        children = List.copyOf(children);
    }

    /// A difference between two trees, at a path as in [#paths()].
    public sealed interface Change {
        /// Where.
        String path();

        /// Only the later tree has it.
        record Started(String path, Pid pid) implements Change {}

        /// Only the earlier tree has it.
        record Ended(String path, Pid pid) implements Change {}

        /// Both have it, as different processes.
        record Restarted(String path, Pid before, Pid after) implements Change {}
    }

    /// What people call it: its id, else its name, else the last part of its code.
    public String title() {
        return id.or(() -> name).orElseGet(() -> code.substring(code.lastIndexOf('.') + 1));
    }

    /// The process at a path of titles below this one, if there is one.
    public Optional<ProcessTree> find(String... titles) {
        ProcessTree at = this;
        for (String title : titles) {
            Optional<ProcessTree> next =
                    at.children.stream().filter(child -> child.title().equals(title)).findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    /// How many processes are below this one.
    public int size() {
        return children.stream().mapToInt(child -> 1 + child.size()).sum();
    }

    /// The processes below this one by path: titles joined by `/`. Of siblings with one title the
    /// second is `title#2`, and so on. In the order of the printed tree.
    public Map<String, Pid> paths() {
        Map<String, Pid> paths = new LinkedHashMap<>();
        addPaths("", paths);
        return paths;
    }

    private void addPaths(String prefix, Map<String, Pid> paths) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (ProcessTree child : children) {
            int number = seen.merge(child.title(), 1, Integer::sum);
            String path = prefix + child.title() + (number == 1 ? "" : "#" + number);
            paths.put(path, child.pid);
            child.addPaths(path + "/", paths);
        }
    }

    /// What has changed from this tree to a later one.
    public List<Change> diff(ProcessTree later) {
        Map<String, Pid> before = paths();
        Map<String, Pid> after = later.paths();
        List<Change> changes = new ArrayList<>();
        before.forEach((path, pid) -> {
            Pid now = after.get(path);
            if (now == null) {
                changes.add(new Change.Ended(path, pid));
            } else if (!now.equals(pid)) {
                changes.add(new Change.Restarted(path, pid, now));
            }
        });
        after.forEach((path, pid) -> {
            if (!before.containsKey(path)) {
                changes.add(new Change.Started(path, pid));
            }
        });
        return changes;
    }

    /// This tree as JSON: objects with `pid`, `id`, `name` (null if there is none), `code` and
    /// `children`.
    public String toJson() {
        StringBuilder json = new StringBuilder();
        JsonText.append(this, json);
        return json.toString();
    }

    /// One line a process, children indented below.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print("", text);
        return text.toString();
    }

    private void print(String indent, StringBuilder text) {
        text.append(indent).append(title()).append(' ').append(pid);
        if (id.isPresent()) {
            name.ifPresent(n -> text.append(' ').append(n));
        }
        if (!code.equals(title())) {
            text.append(' ').append(code);
        }
        text.append('\n');
        children.forEach(child -> child.print(indent + "  ", text));
    }
}
