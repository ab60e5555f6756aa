package io.trunkline.engine.conformance;

import static io.trunkline.engine.registry.Registry.via;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.registry.Entry;
import io.trunkline.engine.registry.Registered;
import io.trunkline.engine.registry.Registry;
import io.trunkline.engine.registry.RegistryEvent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The processes and registries of a names scenario. What only looks is done by the test's thread,
/// everything else by the process that the step names. Keys, values and messages are JSON.
final class NamesWorld implements World {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode OK = TextNode.valueOf("ok");
    private static final JsonNode BADARG = TextNode.valueOf("badarg");
    private static final JsonNode NOT_DONE = TextNode.valueOf("not done");

    private final Host host;
    private final Node node;
    private final Deaths deaths;
    private final Members members = new Members();
    private final Actor listener = new Actor(false);
    private final Pid listenerPid;
    private final AtomicReference<JsonNode> result = new AtomicReference<>(NOT_DONE);

    private NamesWorld(Host host, Deaths deaths) {
        this.host = host;
        this.node = host.node();
        this.deaths = deaths;
        this.listenerPid = host.kind().spawn(node, listener);
    }

    static NamesWorld of(JsonNode setup, Function<Deaths, Host> host) {
        Deaths deaths = new Deaths();
        NamesWorld world = new NamesWorld(host.apply(deaths), deaths);
        try {
            world.setUp(Fields.of(setup, "procs", "registries"));
            return world;
        } catch (RuntimeException | Error e) {
            world.close();
            throw e;
        }
    }

    private void setUp(Fields setup) {
        for (JsonNode name : setup.list("procs")) {
            Actor actor = new Actor(false);
            members.add(name.textValue(), actor, host.kind().spawn(node, actor));
        }
        for (JsonNode registry : setup.list("registries")) {
            Fields fields = Fields.of(registry, "name", "keys", "partitions", "listener");
            Registry made = make(fields.text("name"), fields.text("keys"));
            if (fields.flag("listener")) {
                perform(listenerPid, self -> made.listen(self, Registry.Deaths.UNTOLD));
            }
        }
        host.settle(this::living, this::view, _ -> true);
    }

    private Registry make(String name, String keys) {
        return switch (keys) {
            case "unique" -> Registry.unique(node, name);
            case "duplicate" -> Registry.duplicate(node, name);
            default -> throw new BadRecording("keys must be known: keys=" + keys);
        };
    }

    @Override
    public JsonNode perform(JsonNode step, JsonNode expected) {
        result.set(NOT_DONE);
        begin(step);
        JsonNode observed =
                host.settle(
                        this::living,
                        () -> NamesExpectation.normal(step, view()),
                        expected::equals);
        listener.forget(observed.get("listener").size());
        for (Members.Member member : members.all()) {
            member.actor().forget(observed.get("msgs").path(member.name()).size());
        }
        return observed;
    }

    /// Orders a step; it is done when the world has settled.
    private void begin(JsonNode step) {
        String op = step.path("op").asText();
        switch (op) {
            case "exit" -> {
                Fields in = Fields.of(step, "op", "p", "reason");
                ExitReason reason = ReasonCodec.decode(in.get("reason"));
                result.set(OK);
                perform(
                        pid(in, "p"),
                        self -> {
                            throw self.exit(reason);
                        });
            }
            case "register" -> {
                Fields in = Fields.of(step, "op", "p", "name", "q");
                Pid named = pid(in, "q");
                by(in, _ -> orBadarg(() -> registerName(in.text("name"), named)));
            }
            case "unregister" -> {
                Fields in = Fields.of(step, "op", "p", "name");
                by(in, _ -> orBadarg(() -> unregisterName(in.text("name"))));
            }
            case "whereis" -> {
                Fields in = Fields.of(step, "op", "name");
                result.set(name(node.whereis(in.text("name"))));
            }
            case "send_name" -> {
                Fields in = Fields.of(step, "op", "name", "msg");
                result.set(
                        orBadarg(() -> {
                            node.send(in.text("name"), in.get("msg"));
                            return OK;
                        }));
            }
            default -> beginOfRegistry(op, step);
        }
    }

    private void beginOfRegistry(String op, JsonNode step) {
        Fields in = Fields.of(step, "op", "p", "q", "registry", "key", "value", "msg");
        Registry registry =
                Registry.find(node, in.text("registry"))
                        .orElseThrow(() -> new BadRecording("registry must be known: " + step));
        switch (op) {
            case "reg_register" -> by(in, self -> register(registry, self, in));
            case "reg_unregister" ->
                    by(
                            in,
                            self -> {
                                registry.unregister(self, in.get("key"));
                                return OK;
                            });
            case "reg_unregister_match" ->
                    by(
                            in,
                            self -> {
                                registry.unregisterMatch(
                                        self, in.get("key"), in.get("value")::equals);
                                return OK;
                            });
            case "reg_update_value" -> by(in, self -> update(registry, self, in));
            case "reg_start_via" -> by(in, _ -> startVia(registry, in.get("key")));
            case "reg_lookup" -> result.set(entries(registry.lookup(in.get("key"))));
            case "reg_match" ->
                    result.set(entries(registry.match(in.get("key"), in.get("value")::equals)));
            case "reg_keys" -> result.set(list(registry.keys(pid(in, "q"))));
            case "reg_values" -> result.set(list(registry.values(in.get("key"), pid(in, "q"))));
            case "reg_count" -> result.set(IntNode.valueOf((int) registry.count()));
            case "reg_whereis" -> result.set(name(node, registry, in.get("key")));
            case "reg_send" ->
                    result.set(
                            orBadarg(() -> {
                                node.send(via(registry, in.get("key")), in.get("msg"));
                                return OK;
                            }));
            case "reg_dispatch" -> {
                registry.dispatch(in.get("key"), pid -> pid.send(in.get("msg")));
                result.set(OK);
            }
            default -> throw new BadRecording("op must be known: step=" + step);
        }
    }

    // --- what processes do ---

    private JsonNode registerName(String name, Pid pid) {
        node.register(name, pid);
        return BooleanNode.TRUE;
    }

    private JsonNode unregisterName(String name) {
        node.unregister(name);
        return BooleanNode.TRUE;
    }

    private JsonNode register(Registry registry, Self self, Fields in) {
        return switch (registry.register(self, in.get("key"), in.get("value"))) {
            case Registered.Ok() -> OK;
            case Registered.AlreadyRegistered(Pid holder) ->
                    ReasonCodec.pair(
                            "error", ReasonCodec.pair("already_registered", nameOf(holder)));
        };
    }

    private static JsonNode update(Registry registry, Self self, Fields in) {
        ArrayNode newAndOld = JSON.arrayNode();
        Optional<Object> updated =
                registry.updateValue(
                        self,
                        in.get("key"),
                        old -> {
                            newAndOld.add(in.get("value")).add(term(old));
                            return in.get("value");
                        });
        return updated.isPresent() ? newAndOld : TextNode.valueOf("error");
    }

    /// The process that was started ends with the step.
    private JsonNode startVia(Registry registry, JsonNode key) {
        Started started =
                node.start(
                        () -> new Actor(false),
                        StartOptions.defaults().withName(via(registry, key)));
        return switch (started) {
            case Started.Ok(Pid pid) -> {
                pid.exit(ExitReason.kill());
                yield OK;
            }
            case Started.AlreadyStarted(Pid holder) ->
                    ReasonCodec.pair("error", ReasonCodec.pair("already_started", nameOf(holder)));
            default -> TextNode.valueOf(started.toString());
        };
    }

    private static JsonNode orBadarg(Supplier<JsonNode> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException e) {
            return BADARG;
        }
    }

    private void by(Fields in, Function<Self, JsonNode> action) {
        perform(pid(in, "p"), self -> result.set(action.apply(self)));
    }

    private void perform(Pid pid, Consumer<Self> action) {
        if (deaths.contains(pid)) {
            throw new BadRecording("process must run to do a step: pid=" + pid);
        }
        pid.send(new Actor.Perform(action));
    }

    // --- what there is to see ---

    private JsonNode view() {
        ObjectNode messages = JSON.objectNode();
        for (Members.Member member : members.all()) {
            ArrayNode received = list(member.actor().inbox());
            if (!received.isEmpty() && !deaths.contains(member.pid())) {
                messages.set(member.name(), received);
            }
        }
        ArrayNode heard = JSON.arrayNode();
        listener.inbox().forEach(event -> heard.add(event(event)));
        ObjectNode view = JSON.objectNode();
        view.set("result", result.get());
        view.set("msgs", messages);
        view.set("listener", heard);
        return view;
    }

    private JsonNode event(Object event) {
        return switch (event) {
            case RegistryEvent.Register(String registry, Object key, Pid pid, Object value) ->
                    JSON.arrayNode()
                            .add("register")
                            .add(registry)
                            .add((JsonNode) key)
                            .add(nameOf(pid))
                            .add(value == null ? TextNode.valueOf("nil") : term(value));
            case RegistryEvent.Unregister(String registry, Object key, Pid pid) ->
                    JSON.arrayNode()
                            .add("unregister")
                            .add(registry)
                            .add((JsonNode) key)
                            .add(nameOf(pid));
            default -> TextNode.valueOf(event.toString());
        };
    }

    private ArrayNode entries(List<Entry> entries) {
        ArrayNode list = JSON.arrayNode();
        entries.forEach(entry ->
                list.add(JSON.arrayNode().add(nameOf(entry.pid())).add(term(entry.value()))));
        return list;
    }

    private static ArrayNode list(Collection<? extends @Nullable Object> terms) {
        ArrayNode list = JSON.arrayNode();
        terms.forEach(term -> list.add(term(term)));
        return list;
    }

    private static JsonNode term(@Nullable Object term) {
        return switch (term) {
            case null -> NullNode.getInstance();
            case JsonNode json -> json;
            default -> TextNode.valueOf(term.toString());
        };
    }

    /// As `whereis` of a name does it; for a registry of many there is none.
    private JsonNode name(Node node, Registry registry, JsonNode key) {
        return name(via(registry, key).whereis(node));
    }

    private JsonNode name(Optional<Pid> pid) {
        return pid.<JsonNode>map(this::nameOf).orElse(NullNode.getInstance());
    }

    private TextNode nameOf(Pid pid) {
        return members.all().stream()
                .filter(member -> member.pid().equals(pid))
                .map(member -> TextNode.valueOf(member.name()))
                .findAny()
                .orElse(TextNode.valueOf("<pid>"));
    }

    private Pid pid(Fields in, String field) {
        return members.get(in.text(field)).pid();
    }

    private Collection<Pid> living() {
        List<Pid> living = new ArrayList<>();
        living.add(listenerPid);
        members.all().forEach(member -> living.add(member.pid()));
        living.removeIf(deaths::contains);
        return living;
    }

    @Override
    public void close() {
        node.close();
    }
}
