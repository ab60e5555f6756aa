package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.Alias;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.Self;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/// The processes of a links scenario. The test's thread is the runner; a step is performed by the
/// process that it names.
final class LinksWorld implements World {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode DONE = JSON.textNode("done");
    private static final JsonNode NOT_DONE = JSON.textNode("not done");
    private static final String RUNNER = "runner";

    private final Host host;
    private final Deaths deaths;
    private final Members members = new Members();
    private final AtomicReference<JsonNode> result = new AtomicReference<>(NOT_DONE);
    private int deathsSeen;

    private LinksWorld(Host host, Deaths deaths) {
        this.host = host;
        this.deaths = deaths;
        members.add(RUNNER, new Actor(true), host.node().self().pid());
    }

    static LinksWorld of(JsonNode setup, Function<Deaths, Host> host) {
        Deaths deaths = new Deaths();
        LinksWorld world = new LinksWorld(host.apply(deaths), deaths);
        try {
            world.setUp(Fields.of(setup, "procs", "links", "monitors"));
            return world;
        } catch (RuntimeException | Error e) {
            world.close();
            throw e;
        }
    }

    private void setUp(Fields setup) {
        for (JsonNode process : setup.list("procs")) {
            Fields fields = Fields.of(process, "name", "trap_exit");
            Actor actor = new Actor(fields.flag("trap_exit"));
            members.add(fields.text("name"), actor, host.kind().spawn(host.node(), actor));
        }
        for (JsonNode link : setup.list("links")) {
            if (!link.isArray() || link.size() != 2) {
                throw new BadRecording("expected a pair of names, got: " + link);
            }
            begin(new LinksStep.Link(link.get(0).asText(), link.get(1).asText()));
        }
        for (JsonNode monitor : setup.list("monitors")) {
            begin(LinksStep.monitor(Fields.of(monitor, "p", "q", "ref", "alias")));
        }
        host.settle(this::living, this::view, _ -> true);
    }

    @Override
    public JsonNode perform(JsonNode step, JsonNode expected) {
        result.set(NOT_DONE);
        begin(LinksStep.of(step));
        JsonNode observed = host.settle(this::living, this::view, expected::equals);
        deathsSeen += observed.get("died").size();
        for (Members.Member member : members.all()) {
            member.actor().forget(observed.get("msgs").path(member.name()).size());
        }
        return observed;
    }

    /// Orders a step; it is done when the world has settled.
    private void begin(LinksStep step) {
        switch (step) {
            case LinksStep.ExitSelf(String p, ExitReason reason) ->
                    by(
                            p,
                            self -> {
                                throw self.exit(reason);
                            });
            case LinksStep.SendExit(String p, String q, ExitReason reason) -> {
                Pid to = members.get(q).pid();
                by(p, _ -> to.exit(reason));
            }
            case LinksStep.Link(String p, String q) -> {
                Pid to = members.get(q).pid();
                by(p, self -> self.link(to));
            }
            case LinksStep.Unlink(String p, String q) -> {
                Pid to = members.get(q).pid();
                by(p, self -> self.unlink(to));
            }
            case LinksStep.Trap(String p, boolean value) -> by(p, self -> self.trapExit(value));
            case LinksStep.Monitor(String p, String q, String ref, Optional<Alias.Mode> mode) -> {
                Pid to = members.get(q).pid();
                by(
                        p,
                        self ->
                                members.addRef(
                                        ref,
                                        p,
                                        mode.map(m -> self.monitor(to, m))
                                                .orElseGet(() -> self.monitor(to))));
            }
            case LinksStep.Demonitor(String ref) -> byOwner(ref, LinksWorld::demonitor);
            case LinksStep.MakeAlias(String p, String ref, Alias.Mode mode) ->
                    by(p, self -> members.addRef(ref, p, self.alias(mode)));
            case LinksStep.Unalias(String ref) -> byOwner(ref, Self::unalias);
            case LinksStep.Send(String p, String q, JsonNode message) -> {
                Pid to = members.get(q).pid();
                by(p, _ -> to.send(new Members.Letter(message)));
            }
            case LinksStep.SendRef(String p, String ref, JsonNode message) -> {
                Alias to = members.ref(ref).alias();
                by(p, _ -> to.send(new Members.Letter(message)));
            }
            case LinksStep.Spawn(String p, String q, boolean trapExit) ->
                    by(p, _ -> spawn(q, trapExit, actor -> host.kind().spawn(host.node(), actor)));
            case LinksStep.SpawnLink(String p, String q, boolean trapExit) ->
                    by(p, self -> spawn(q, trapExit, actor -> host.kind().spawnLink(self, actor)));
            case LinksStep.SpawnMonitor(String p, String q, boolean trapExit, String ref) ->
                    by(
                            p,
                            self ->
                                    spawn(
                                            q,
                                            trapExit,
                                            actor -> {
                                                MonitorRef made =
                                                        host.kind().spawnMonitor(self, actor);
                                                members.addRef(ref, p, made);
                                                return made.target();
                                            }));
        }
    }

    /// In OTP an alias that is no monitor is a reference too, and its demonitor does nothing; here
    /// the types do not let it be written.
    private static boolean demonitor(Self self, Alias ref) {
        return ref instanceof MonitorRef monitor && self.demonitor(monitor, Self.Demonitor.KEEP);
    }

    private void spawn(String name, boolean trapExit, Function<Actor, Pid> how) {
        Actor actor = new Actor(trapExit);
        members.add(name, actor, how.apply(actor));
    }

    /// Has a process do something. The result is set before, as it may not live to set it after.
    private void by(String name, Consumer<Self> action) {
        Consumer<Self> order =
                self -> {
                    result.set(DONE);
                    action.accept(self);
                };
        if (name.equals(RUNNER)) {
            order.accept(host.node().self());
            return;
        }
        Pid pid = members.get(name).pid();
        if (deaths.contains(pid)) {
            throw new BadRecording("process must run to do a step: name=" + name);
        }
        pid.send(new Actor.Perform(order));
    }

    /// Has the owner of a ref do something with it; one of a dead process is not active any more.
    private void byOwner(String name, BiPredicate<Self, Alias> action) {
        Members.Ref ref = members.ref(name);
        if (deaths.contains(members.get(ref.owner()).pid())) {
            result.set(BooleanNode.FALSE);
        } else {
            by(
                    ref.owner(),
                    self -> result.set(BooleanNode.valueOf(action.test(self, ref.alias()))));
        }
    }

    private Collection<Pid> living() {
        return members.all().stream().filter(this::isListed).map(Members.Member::pid).toList();
    }

    private boolean isListed(Members.Member member) {
        return !member.name().equals(RUNNER) && !deaths.contains(member.pid());
    }

    private JsonNode view() {
        ArrayNode died = JSON.arrayNode();
        deaths.since(deathsSeen)
                .forEach(death ->
                        died.add(
                                ReasonCodec.pair(
                                        members.nameOf(death.pid()),
                                        ReasonCodec.encode(death.reason()))));
        ObjectNode messages = JSON.objectNode();
        ObjectNode links = JSON.objectNode();
        List<Members.Member> listed = members.all().stream().filter(this::isListed).toList();
        for (Members.Member member : listed) {
            ArrayNode received = messages.arrayNode();
            member.actor().inbox().forEach(message -> received.add(members.encode(message)));
            put(messages, member.name(), received);

            Optional<ProcessInfo> info = host.node().info(member.pid());
            ArrayNode linked = links.arrayNode();
            listed.stream()
                    .filter(other -> info.isPresent() && info.get().links().contains(other.pid()))
                    .forEach(other -> linked.add(other.name()));
            put(links, member.name(), linked);
        }
        ObjectNode view = JSON.objectNode();
        view.set("result", result.get());
        view.set("died", died);
        view.set("msgs", messages);
        view.set("links", links);
        return LinksExpectation.sorted(view);
    }

    private static void put(ObjectNode into, String name, ArrayNode list) {
        if (!list.isEmpty()) {
            into.set(name, list);
        }
    }

    /// Kills who is left, as those that trap exits would hold up the node.
    @Override
    public void close() {
        living().forEach(pid -> pid.exit(ExitReason.kill()));
        host.node().close();
    }
}
