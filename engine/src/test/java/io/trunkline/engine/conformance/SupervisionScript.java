package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.supervisor.AutoShutdown;
import io.trunkline.engine.supervisor.Child;
import io.trunkline.engine.supervisor.ChildSpec;
import io.trunkline.engine.supervisor.ChildStart;
import io.trunkline.engine.supervisor.Restart;
import io.trunkline.engine.supervisor.Shutdown;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.supervisor.SupervisorSpec;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Reads the specifications of supervision scenarios; the processes they speak of are started by a
/// [Nursery].
final class SupervisionScript {
    private final Nursery nursery;

    SupervisionScript(Nursery nursery) {
        this.nursery = nursery;
    }

    /// The top supervisor.
    SupervisorSpec root(JsonNode setup) {
        Fields in =
                Fields.of(setup, "strategy", "intensity", "period", "auto_shutdown", "children");
        return supervisor("root", "", in);
    }

    /// A child of a supervisor.
    ///
    /// @param prefix of its path
    Child child(String prefix, JsonNode spec) {
        return "supervisor".equals(spec.path("type").textValue())
                ? nested(prefix, spec)
                : worker(
                        prefix,
                        Fields.of(
                                spec,
                                "id",
                                "type",
                                "restart",
                                "shutdown",
                                "significant",
                                "trap_exit",
                                "on_shutdown",
                                "starts"));
    }

    private ChildSpec nested(String prefix, JsonNode spec) {
        Fields in =
                Fields.of(
                        spec,
                        "id",
                        "type",
                        "restart",
                        "shutdown",
                        "significant",
                        "starts",
                        "strategy",
                        "intensity",
                        "period",
                        "auto_shutdown",
                        "children");
        String path = prefix + in.text("id");
        List<JsonNode> starts = in.list("starts");
        SupervisorSpec code = supervisor(in.text("id"), path + "/", in);
        ChildSpec child = code.restart(restart(in)).shutdown(shutdown(in));
        ChildStart start = self -> nursery.start(path, starts, code, self);
        return significant(
                in,
                new ChildSpec(
                        child.id(),
                        start,
                        ChildSpec.Type.SUPERVISOR,
                        child.restart(),
                        child.shutdown(),
                        false,
                        null,
                        null));
    }

    private ChildSpec worker(String prefix, Fields in) {
        String path = prefix + in.text("id");
        List<JsonNode> starts = in.list("starts");
        boolean trapExit = in.flag("trap_exit");
        var onShutdown = ScriptedWorker.OnShutdown.of(in.text("on_shutdown"));
        ChildSpec child =
                Supervisor.custom(
                                in.text("id"),
                                self ->
                                        nursery.start(
                                                path,
                                                starts,
                                                () ->
                                                        new ScriptedWorker(
                                                                trapExit, onShutdown, nursery),
                                                self))
                        .restart(restart(in))
                        .shutdown(shutdown(in));
        return significant(in, child);
    }

    private static ChildSpec significant(Fields in, ChildSpec child) {
        boolean is = in.find("significant").isPresent() && in.flag("significant");
        return is ? child.significant() : child;
    }

    private SupervisorSpec supervisor(String id, String prefix, Fields in) {
        Child[] children =
                in.list("children").stream()
                        .map(child -> child(prefix, child))
                        .toArray(Child[]::new);
        return Supervisor.supervisor(id, strategy(in), children)
                .intensity(in.number("intensity"), Duration.ofSeconds(in.number("period")))
                .autoShutdown(autoShutdown(in));
    }

    private static Strategy strategy(Fields in) {
        return Strategy.valueOf(in.text("strategy").toUpperCase(Locale.ROOT));
    }

    private static AutoShutdown autoShutdown(Fields in) {
        return AutoShutdown.valueOf(in.text("auto_shutdown").toUpperCase(Locale.ROOT));
    }

    private static Restart restart(Fields in) {
        return Restart.valueOf(in.text("restart").toUpperCase(Locale.ROOT));
    }

    private static Shutdown shutdown(Fields in) {
        JsonNode shutdown = in.get("shutdown");
        if (shutdown.isInt()) {
            return new Shutdown.Within(Duration.ofMillis(shutdown.intValue()));
        }
        return switch (in.text("shutdown")) {
            case "infinity" -> Shutdown.INFINITY;
            case "brutal_kill" -> Shutdown.BRUTAL_KILL;
            default -> throw new BadRecording("shutdown must be known: shutdown=" + shutdown);
        };
    }
}
