package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Startable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/// The stages of one scenario, and what there is to see of them.
final class StageWorld implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PRODUCER = "producer";
    private static final String TRANSFORMER = "pc";

    private final Node node;
    private final Settling settling;
    private final Map<String, JsonNode> setups = new LinkedHashMap<>();
    private final Map<String, Pid> stages = new LinkedHashMap<>();
    private final Map<Pid, String> names = new ConcurrentHashMap<>();
    private final Map<String, Queue<JsonNode>> log = new ConcurrentHashMap<>();
    private final Map<Pid, ExitReason> ends = new ConcurrentHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Collection<String> toldDead = new TreeSet<>();

    /// @param nodes makes a node that tells a listener
    StageWorld(Function<NodeListener, Node> nodes, Settling settling, JsonNode setup) {
        node =
                nodes.apply(
                        new NodeListener() {
                            @Override
                            public void processExited(Pid pid, ExitReason reason) {
                                ends.put(pid, reason);
                            }
                        });
        this.settling = settling;
        start(PRODUCER, new ScriptedProducer(this, setup));
        if (!setup.get("pc").isNull()) {
            start(TRANSFORMER, new ScriptedTransformer(this, setup));
        }
        for (JsonNode consumer : setup.get("consumers")) {
            String name = consumer.get("name").textValue();
            setups.put(name, consumer);
            start(name, new ScriptedConsumer(this, consumer));
        }
        if (stages.containsKey(TRANSFORMER)) {
            JsonNode pc = setup.get("pc");
            Stage.subscribe(
                    stages.get(TRANSFORMER),
                    stages.get(PRODUCER),
                    SubscribeOptions.maxDemand(pc.get("max_demand").intValue())
                            .minDemand(pc.get("min_demand").intValue())
                            .cancel(CancelMode.TEMPORARY));
        }
        settling.settle(node, stages.values(), this::view, _ -> true);
        log.clear();
    }

    /// Waits until nothing is left to do.
    @FunctionalInterface
    interface Settling {
        /// @param view what there is to see
        /// @param isExpected whether that is what should come
        JsonNode settle(
                Node node,
                Collection<Pid> stages,
                Supplier<JsonNode> view,
                Predicate<JsonNode> isExpected);
    }

    private void start(String name, Startable code) {
        Pid pid = node.start(code).pid();
        stages.put(name, pid);
        names.put(pid, name);
    }

    // --- for the stages ---

    Node node() {
        return node;
    }

    void log(Pid stage, JsonNode... entry) {
        ArrayNode line = JSON.arrayNode().addAll(List.of(entry));
        log.computeIfAbsent(names.get(stage), _ -> new ConcurrentLinkedQueue<>()).add(line);
    }

    JsonNode nameOf(Pid stage) {
        return JSON.textNode(names.get(stage));
    }

    // --- for the test ---

    /// Performs a step.
    ///
    /// @return what there is to see when all has come to rest
    JsonNode perform(JsonNode step, Predicate<JsonNode> isExpected) {
        JsonNode result = act(step);
        JsonNode seen =
                settling.settle(
                        node, stages.values(), () -> view().set("result", result), isExpected);
        log.clear();
        ends.keySet().forEach(dead -> toldDead.add(names.getOrDefault(dead, "")));
        return seen;
    }

    /// Whether a step takes the consumer from a partition that keeps events.
    boolean keepsEvents(JsonNode step) {
        Subscription subscription = subscriptions.get(step.path("c").asText());
        if (subscription == null
                || subscription.consumerMonitor == null
                || !List.of("cancel", "exit").contains(step.get("op").asText())) {
            return false;
        }
        OptionalInt partition = subscription.options().partition();
        if (partition.isEmpty() || !stages.get(PRODUCER).isAlive()) {
            return false;
        }
        List<Integer> queued = Stage.counts(stages.get(PRODUCER)).queued();
        return !queued.isEmpty() && queued.get(partition.getAsInt()) > 0;
    }

    private JsonNode act(JsonNode step) {
        String name = step.path("c").asText();
        switch (step.get("op").textValue()) {
            case "subscribe" -> {
                SubscribeOptions options;
                try {
                    options = options(setups.get(name));
                } catch (IllegalArgumentException refused) {
                    return JSON.textNode("refused");
                }
                subscriptions.put(name, Stage.subscribe(stages.get(name), target(), options));
            }
            case "ask" -> subscriptions.get(name).ask(step.get("n").intValue());
            case "emit" -> stages.get(PRODUCER).call(new ScriptedProducer.Emit(numbers(step)));
            case "demand" ->
                    Stage.demand(
                            stages.get(PRODUCER),
                            "forward".equals(step.get("mode").textValue())
                                    ? Demand.FORWARD
                                    : Demand.ACCUMULATE);
            case "info" ->
                    Stage.asyncInfo(
                            stages.get(PRODUCER),
                            new ScriptedProducer.Info(step.get("n").intValue()));
            case "cancel" -> subscriptions.get(name).cancel(Reasons.decode(step.get("reason")));
            case "exit" -> stages.get(name).exit(Reasons.decode(step.get("reason")));
            case "stop" ->
                    stages.get(PRODUCER)
                            .stop(Reasons.decode(step.get("reason")), Pid.DEFAULT_CALL_TIMEOUT);
            default -> throw new IllegalStateException("op must be known: step=" + step);
        }
        return JSON.textNode("ok");
    }

    private static SubscribeOptions options(JsonNode consumer) {
        SubscribeOptions options =
                SubscribeOptions.maxDemand(consumer.get("max_demand").intValue())
                        .minDemand(consumer.get("min_demand").intValue())
                        .cancel(
                                CancelMode.valueOf(
                                        consumer.get("cancel").textValue().toUpperCase()));
        if (!consumer.get("partition").isNull()) {
            options = options.partition(consumer.get("partition").intValue());
        }
        return consumer.get("selector").isNull()
                ? options
                : options.selector(Integer.class, number -> number % 2 == 0);
    }

    private Pid target() {
        return stages.getOrDefault(TRANSFORMER, stages.get(PRODUCER));
    }

    static List<Integer> numbers(JsonNode step) {
        return StreamSupport.stream(step.get("events").spliterator(), false)
                .map(JsonNode::intValue)
                .toList();
    }

    private ObjectNode view() {
        ObjectNode view = JSON.objectNode();
        ObjectNode logs = view.putObject("log");
        log.forEach((name, lines) -> lines.forEach(logs.withArray("/" + name)::add));
        ArrayNode died = view.putArray("died");
        stages.entrySet().stream()
                .filter(stage -> ends.containsKey(stage.getValue()))
                .filter(stage -> !toldDead.contains(stage.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(stage ->
                        died.addArray()
                                .add(stage.getKey())
                                .add(Reasons.encode(ends.get(stage.getValue()))));
        view.set("buffered", buffered());
        return view;
    }

    private JsonNode buffered() {
        try {
            return JSON.numberNode((int) Stage.counts(target()).buffered());
        } catch (CallFailed dead) {
            return JSON.nullNode();
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
