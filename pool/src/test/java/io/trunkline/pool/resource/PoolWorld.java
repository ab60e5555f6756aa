package io.trunkline.pool.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The pool, workers and clients of one recorded scenario, and the words that poolboy has for what
/// is seen of them.
final class PoolWorld {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SimulatedNode node;
    private final Map<String, Pid> workers = new LinkedHashMap<>();
    private final Map<Pid, String> names = new HashMap<>();
    private final Map<String, Pid> clients = new HashMap<>();
    private final ResourcePool<Pid> pool;
    private boolean recording;
    private ArrayNode events = JSON.arrayNode();

    /// What a client gave back last; null when it had nothing.
    private JsonNode returned = JSON.nullNode();

    PoolWorld(SimulatedNode node, JsonNode setup) {
        this.node = node;
        IdleOrder order = IdleOrder.valueOf(setup.get("strategy").textValue().toUpperCase());
        this.pool =
                ResourcePool.start(
                        node,
                        ResourceSpec.processes(this::startWorker)
                                .size(setup.get("size").intValue())
                                .overflow(setup.get("max_overflow").intValue())
                                .order(order)
                                .reuseOfDeadOwner());
        for (JsonNode client : setup.get("clients")) {
            String name = client.textValue();
            clients.put(name, node.spawn(self -> serve(self, name)));
        }
        node.settle();
        recording = true;
    }

    private record Checkout(boolean block, Duration timeout) {}

    private record Checkin() {}

    /// Does a step and says what is seen when everything has come to rest.
    JsonNode perform(JsonNode step) {
        events = JSON.arrayNode();
        ObjectNode seen = JSON.objectNode();
        seen.set("result", act(step));
        seen.set("events", events);
        seen.set("status", status());
        seen.put("workers_alive", (int) workers.values().stream().filter(Pid::isAlive).count());
        return seen;
    }

    private JsonNode act(JsonNode step) {
        switch (step.get("op").textValue()) {
            case "checkout" -> {
                clients.get(step.get("c").textValue())
                        .send(
                                new Checkout(
                                        step.get("block").booleanValue(),
                                        Duration.ofMillis(step.get("timeout").intValue())));
                node.settle();
                return JSON.textNode("sent");
            }
            case "checkin" -> {
                returned = JSON.nullNode();
                clients.get(step.get("c").textValue()).send(new Checkin());
                node.settle();
                return JSON.arrayNode().add("checkin").add(returned);
            }
            case "kill_worker" -> workers.get(step.get("w").textValue()).exit(ExitReason.kill());
            case "kill_client" -> clients.get(step.get("c").textValue()).exit(ExitReason.kill());
            case "wait" -> node.advance(Duration.ofMillis(step.get("ms").intValue()));
            default -> throw new IllegalStateException("op must be known: step=" + step);
        }
        node.settle();
        return JSON.textNode("done");
    }

    private Pid startWorker() {
        String name = "w" + (workers.size() + 1);
        Pid worker = node.spawn(Self::receive);
        workers.put(name, worker);
        names.put(worker, name);
        if (recording) {
            events.add(JSON.arrayNode().add("started").add(name));
        }
        return worker;
    }

    private void serve(Self self, String name) {
        ArrayDeque<Lease<Pid>> held = new ArrayDeque<>();
        while (true) {
            switch (self.receive()) {
                case Checkout(boolean block, Duration timeout) ->
                        checkout(name, block, timeout).ifPresent(held::add);
                case Checkin() -> {
                    Lease<Pid> lease = held.remove();
                    returned = JSON.textNode(names.get(lease.resource()));
                    lease.close();
                }
                default -> throw new IllegalStateException("a client must be asked what it can do");
            }
        }
    }

    private Optional<Lease<Pid>> checkout(String name, boolean block, Duration timeout) {
        ArrayNode event = JSON.arrayNode().add(name);
        try {
            Optional<Lease<Pid>> lease =
                    block ? Optional.of(pool.checkout(timeout)) : pool.tryCheckout();
            lease.ifPresentOrElse(
                    got -> events.add(event.add("got").add(names.get(got.resource()))),
                    () -> events.add(event.add("full")));
            return lease;
        } catch (CheckoutTimeout e) {
            events.add(event.add("timeout"));
            return Optional.empty();
        }
    }

    private JsonNode status() {
        ResourceSnapshot now = pool.snapshot();
        ObjectNode status = JSON.objectNode();
        status.put("state", state(now));
        status.put("available", now.idle());
        status.put("overflow", now.overflowing());
        status.put("monitored", now.inUse());
        return status;
    }

    /// Poolboy's word for it.
    private static String state(ResourceSnapshot now) {
        if (now.overflowing() > 0) {
            return now.overflowing() == now.overflow() ? "full" : "overflow";
        }
        if (now.idle() > 0) {
            return "ready";
        }
        return now.overflow() == 0 ? "full" : "overflow";
    }
}
