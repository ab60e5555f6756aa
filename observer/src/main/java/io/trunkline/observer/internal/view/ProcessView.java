package io.trunkline.observer.internal.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.spi.NodeServices;
import io.trunkline.engine.sys.Status;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;
import io.trunkline.observer.internal.history.Clip;
import io.trunkline.observer.internal.history.History;
import io.trunkline.observer.internal.web.Query;
import io.trunkline.observer.internal.web.Refusal;

import java.util.Locale;
import java.util.concurrent.Semaphore;

/// One process: what can be seen from outside, and, apart from that, what it says of itself, for
/// which it must have time.
public final class ProcessView {
    private static final int LONGEST_STATE = 20_000;
    private static final int LONGEST_EVENT = 1_000;
    private static final int LONGEST_LOCAL = 500;

    /// A process that does not answer holds a question for 5 s.
    private static final int MOST_QUESTIONS = 16;

    private final Node node;
    private final NodeServices services;
    private final History history;
    private final Semaphore questions = new Semaphore(MOST_QUESTIONS);

    public ProcessView(Node node, History history) {
        this.node = node;
        this.services = NodeServices.of(node);
        this.history = history;
    }

    /// `pid`: what can be seen from outside; asks the process nothing.
    public JsonNode answer(Query query) {
        ProcessInfo info = Processes.info(node, pidOf(query));
        Pid pid = info.pid();
        ObjectNode answer = Json.pid(pid);
        answer.put("title", Json.title(info));
        answer.put("name", info.name().orElse(null));
        answer.put("label", info.label().map(label -> Clip.of(label, LONGEST_LOCAL)).orElse(null));
        answer.put("code", info.code());
        answer.put("kind", info.kind().name().toLowerCase(Locale.ROOT));
        answer.put("status", info.status().name().toLowerCase(Locale.ROOT));
        answer.put("mailbox", info.messageQueueLength());
        answer.put("handled", info.messagesHandled());
        answer.put("dropped", info.dropped());
        answer.put("trapExit", info.trapExit());
        answer.put("restarts", history.restartsOf(pid.number()));
        answer.put("at", info.currentFunction().map(StackTraceElement::toString).orElse(null));
        answer.put("answersSys", services.answersSys(pid));
        answer.set("parent", Json.process(node, info.parent()));
        answer.set("links", Json.processes(node, info.links()));
        answer.set("monitors", Json.processes(node, info.monitors()));
        answer.set("monitoredBy", Json.processes(node, info.monitoredBy()));
        ObjectNode locals = answer.putObject("locals");
        info.locals()
                .forEach((local, value) ->
                        locals.put(Clip.of(local, LONGEST_LOCAL), Clip.of(value, LONGEST_LOCAL)));
        ArrayNode events = answer.putArray("events");
        info.events().forEach(event -> events.add(event(event)));
        return answer;
    }

    /// `pid`: what the process says of itself, between two messages, within 5 s.
    public JsonNode state(Query query) {
        Pid pid = Processes.find(node, pidOf(query));
        if (!services.answersSys(pid)) {
            throw new Refusal(409, "process must be a behaviour that Sys can ask: pid=" + pid);
        }
        if (!questions.tryAcquire()) {
            throw new Refusal(
                    503, "there must be at most " + MOST_QUESTIONS + " questions at a time");
        }
        try {
            return status(Sys.getStatus(pid));
        } catch (CallFailed failure) {
            return Json.object().put("failure", Clip.of(failure.getMessage(), LONGEST_EVENT));
        } finally {
            questions.release();
        }
    }

    static long pidOf(Query query) {
        return query.number("pid", 0, Long.MAX_VALUE);
    }

    private static ObjectNode status(Status status) {
        ObjectNode answer = Json.object();
        answer.put("state", Clip.of(status.state(), LONGEST_STATE));
        answer.put("suspended", status.suspended());
        status.statistics()
                .ifPresent(counted ->
                        answer.putObject("statistics")
                                .put("millis", counted.elapsed().toMillis())
                                .put("in", counted.messagesIn())
                                .put("out", counted.messagesOut()));
        return answer;
    }

    private static ObjectNode event(Object event) {
        Object what =
                switch (event) {
                    case SysEvent.Called(Object request) -> request;
                    case SysEvent.Casted(Object message) -> message;
                    case SysEvent.Received(Object message) -> message;
                    case SysEvent.Replied(Object reply) -> reply;
                    case SysEvent.Handled(Object state) -> state;
                    case SysEvent.Postponed(Object postponed) -> postponed;
                    case SysEvent.Entered(Object state) -> state;
                    default -> event;
                };
        return Json.object()
                .put("kind", event.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .put("what", Clip.of(what, LONGEST_EVENT));
    }
}
