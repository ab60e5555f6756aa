package io.trunkline.engine.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Name;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Startable;
import io.trunkline.engine.Started;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts the processes of a supervision scenario as its scripts say, knows them by path, and keeps
/// the log of their lives.
final class Nursery implements NodeListener {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ArrayNode log = JSON.arrayNode();
    private final Map<Pid, Life> lives = new HashMap<>();
    private final Map<String, Pid> newest = new HashMap<>();
    private final Map<String, Integer> incarnations = new HashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();

    /// One process of a path.
    private record Life(String path, int number) {}

    /// Does the next start of a path as its script says.
    ///
    /// @param script of the attempts, over the whole scenario; beyond it all is well
    Started start(String path, List<JsonNode> script, Startable code, Self supervisor) {
        int attempt = attempts.merge(path, 1, Integer::sum);
        String outcome = attempt > script.size() ? "ok" : script.get(attempt - 1).textValue();
        if (!"ok".equals(outcome)) {
            log.add(JSON.arrayNode().add("start_failed").add(path).add(outcome));
        }
        return switch (outcome) {
            case "ok" -> supervisor.startLink(code, named(path));
            case "ignore" -> new Started.Ignored();
            case "error" -> new Started.Failed(ReasonCodec.decode(JSON.textNode("start_failed")));
            case "crash" -> throw new Raised(JSON.textNode("start_crashed"));
            default -> throw new BadRecording("outcome must be known: outcome=" + outcome);
        };
    }

    /// Options that log the start of a new incarnation of `path` before anything of it runs.
    StartOptions named(String path) {
        return StartOptions.defaults().withName(new Cradle(path));
    }

    /// The newest process of a path.
    Pid pid(String path) {
        Pid pid = newest.get(path);
        if (pid == null) {
            throw new BadRecording("path must have been started: path=" + path);
        }
        return pid;
    }

    int number(Pid pid) {
        return life(pid).number();
    }

    String path(Pid pid) {
        return life(pid).path();
    }

    private Life life(Pid pid) {
        Life life = lives.get(pid);
        if (life == null) {
            throw new BadRecording("process must have a path: pid=" + pid);
        }
        return life;
    }

    /// Logs an event in the life of a process.
    void log(String event, Pid pid, ExitReason reason) {
        Life life = life(pid);
        log.add(
                JSON.arrayNode()
                        .add(event)
                        .add(life.path())
                        .add(life.number())
                        .add(SupervisionCodec.encode(reason)));
    }

    /// What was logged since the last time.
    ArrayNode takeLog() {
        ArrayNode taken = log.deepCopy();
        log.removeAll();
        return taken;
    }

    @Override
    public void processExited(Pid pid, ExitReason reason) {
        if (lives.containsKey(pid)) {
            log("down", pid, reason);
        }
    }

    /// A name that nobody can find: it only learns who is about to start.
    private final class Cradle implements Name {
        private final String path;

        Cradle(String path) {
            this.path = path;
        }

        @Override
        public Pid register(Node node, Pid pid) {
            Life life = new Life(path, incarnations.merge(path, 1, Integer::sum));
            lives.put(pid, life);
            newest.put(path, pid);
            log.add(JSON.arrayNode().add("start").add(path).add(life.number()));
            return pid;
        }

        @Override
        public void unregister(Node node, Pid pid) {}

        @Override
        public Optional<Pid> whereis(Node node) {
            return Optional.empty();
        }
    }
}
