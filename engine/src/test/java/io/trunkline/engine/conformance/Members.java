package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.Alias;
import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The processes, monitors and aliases of a links scenario by their names. Any thread may use it,
/// as processes add those that they spawn.
final class Members {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Member> byName = new ConcurrentHashMap<>();
    private final Map<String, Ref> refs = new ConcurrentHashMap<>();

    /// A process of the scenario.
    record Member(String name, Actor actor, Pid pid) {}

    /// A monitor or an alias, and the process whose it is.
    record Ref(String name, String owner, Alias alias) {}

    /// What one process sends another.
    record Letter(JsonNode content) {}

    void add(String name, Actor actor, Pid pid) {
        if (byName.put(name, new Member(name, actor, pid)) != null) {
            throw new BadRecording("process must have a new name: name=" + name);
        }
    }

    void addRef(String name, String owner, Alias alias) {
        refs.put(name, new Ref(name, owner, alias));
    }

    Member get(String name) {
        Member member = byName.get(name);
        if (member == null) {
            throw new BadRecording("process must be known: name=" + name);
        }
        return member;
    }

    Ref ref(String name) {
        Ref ref = refs.get(name);
        if (ref == null) {
            throw new BadRecording("ref must be known: ref=" + name);
        }
        return ref;
    }

    Collection<Member> all() {
        return byName.values();
    }

    String nameOf(Pid pid) {
        return byName.values().stream()
                .filter(member -> member.pid().equals(pid))
                .map(Member::name)
                .findAny()
                .orElseGet(pid::toString);
    }

    /// A received message as recordings write it.
    JsonNode encode(Object message) {
        return switch (message) {
            case Exit(Pid from, var reason) ->
                    JSON.arrayNode().add("EXIT").add(nameOf(from)).add(ReasonCodec.encode(reason));
            case Down(MonitorRef ref, Pid pid, var reason) ->
                    JSON.arrayNode()
                            .add("DOWN")
                            .add(nameOf(ref))
                            .add(nameOf(pid))
                            .add(ReasonCodec.encode(reason));
            case Letter(JsonNode content) -> ReasonCodec.pair("msg", content);
            default -> JSON.textNode(message.toString());
        };
    }

    private String nameOf(MonitorRef monitor) {
        return refs.values().stream()
                .filter(ref -> ref.alias().equals(monitor))
                .map(Ref::name)
                .findAny()
                .orElseGet(monitor::toString);
    }
}
