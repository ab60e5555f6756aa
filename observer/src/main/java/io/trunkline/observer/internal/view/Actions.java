package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.sys.Sys;
import io.trunkline.observer.internal.web.Query;
import io.trunkline.observer.internal.web.Refusal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Consumer;

/// What can be done to a process; each order is logged.
public final class Actions {
    private static final Logger log = LoggerFactory.getLogger(Actions.class);
    private static final int TRACED = 50;

    private final Node node;

    public Actions(Node node) {
        this.node = node;
    }

    /// `pid`, `on` or `off`: keeps its last events, which then are in its state.
    public JsonNode trace(Query query) {
        boolean on = query.on("trace");
        return order(query, on ? "trace" : "untrace", pid -> Sys.log(pid, on ? TRACED : 0));
    }

    /// `pid`: makes it handle nothing but requests of Sys.
    public JsonNode suspend(Query query) {
        return order(query, "suspend", Sys::suspend);
    }

    /// `pid`: ends that.
    public JsonNode resume(Query query) {
        return order(query, "resume", Sys::resume);
    }

    /// `pid`, `reason` (`shutdown`, `kill`): sends it an exit signal.
    public JsonNode exit(Query query) {
        String reason = query.oneOf("reason", List.of("shutdown", "kill"));
        Pid pid = Processes.find(node, ProcessView.pidOf(query));
        log.info("exit of {} with {}, from the page", pid, reason);
        pid.exit(reason.equals("kill") ? ExitReason.kill() : ExitReason.shutdown());
        return done();
    }

    private JsonNode order(Query query, String name, Consumer<Pid> action) {
        Pid pid = Processes.find(node, ProcessView.pidOf(query));
        if (!NodeServices.of(node).answersSys(pid)) {
            throw new Refusal(409, "process must be a behaviour that Sys can ask: pid=" + pid);
        }
        log.info("{} of {}, from the page", name, pid);
        try {
            action.accept(pid);
        } catch (CallFailed failure) {
            throw new Refusal(409, "process must answer: " + failure.getMessage());
        }
        return done();
    }

    private static JsonNode done() {
        return Json.object().put("done", true);
    }
}
