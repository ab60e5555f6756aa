package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.observer.internal.history.Clip;

import java.util.Collection;

/// What several pages write in the same way.
final class Json {
    /// More than that of one thing is not shown at a time.
    private static final int MOST = 200;

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode texts(Collection<?> values, int longest) {
        ArrayNode texts = array();
        values.stream().limit(MOST).forEach(value -> texts.add(Clip.of(value, longest)));
        return texts;
    }

    /// Processes by who they are, with what they are called if they live.
    static ArrayNode processes(Node node, Collection<Pid> pids) {
        ArrayNode processes = array();
        pids.stream().limit(MOST).forEach(pid -> processes.add(process(node, pid)));
        return processes;
    }

    static ObjectNode process(Node node, Pid pid) {
        ObjectNode process = pid(pid);
        if (pid.equals(NodeServices.of(node).root())) {
            process.put("node", true);
        }
        node.info(pid).ifPresent(info -> process.put("title", title(info)));
        return process;
    }

    static ObjectNode pid(Pid pid) {
        return object().put("pid", pid.number()).put("text", pid.toString());
    }

    /// What people call a process: its name, else its label, else the last part of its code.
    static String title(ProcessInfo info) {
        return info.name()
                .or(() -> info.label().map(label -> Clip.of(label, 60)))
                .orElseGet(() -> lastPart(info.code()));
    }

    static String lastPart(String code) {
        return code.substring(code.lastIndexOf('.') + 1);
    }
}
