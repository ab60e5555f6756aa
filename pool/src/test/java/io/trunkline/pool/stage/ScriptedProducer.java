package io.trunkline.pool.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;

import java.util.List;
import java.util.stream.IntStream;

/// A producer that does what a scenario says, and writes down what it is told.
final class ScriptedProducer extends Producer<Integer, Integer> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FIRST = 1000;

    private final StageWorld world;
    private final JsonNode setup;

    ScriptedProducer(StageWorld world, JsonNode setup) {
        this.world = world;
        this.setup = setup;
    }

    record Emit(List<Integer> events) implements Call<Boolean> {}

    record Info(int number) {}

    /// The state is how many events of its own it has emitted.
    @Override
    protected Init<Integer> init() {
        return ok(
                0,
                ProducerOptions.dispatcher(dispatcher(setup))
                        .bufferSize(setup.get("buffer_size").intValue())
                        .bufferKeep(
                                "first".equals(setup.get("buffer_keep").textValue())
                                        ? Keep.FIRST
                                        : Keep.LAST)
                        .demand(
                                "accumulate".equals(setup.get("demand").textValue())
                                        ? Demand.ACCUMULATE
                                        : Demand.FORWARD));
    }

    private static Dispatcher<Integer> dispatcher(JsonNode setup) {
        int partitions = setup.get("partitions").intValue();
        return switch (setup.get("dispatcher").textValue()) {
            case "demand" -> Dispatcher.demand();
            case "broadcast" -> Dispatcher.broadcast();
            case "partition" -> Dispatcher.partition(partitions, event -> event % partitions);
            case String other ->
                    throw new IllegalStateException("dispatcher must be known: it=" + other);
        };
    }

    @Override
    protected Outcome<Integer> handleDemand(long demand, Integer emitted) {
        world.log(self().pid(), JSON.textNode("demand"), JSON.numberNode((int) demand));
        JsonNode source = setup.get("source");
        long wanted =
                switch (source.get("mode").textValue()) {
                    case "none" -> 0;
                    case "exact" -> demand;
                    case "extra" -> demand + source.get("extra").intValue();
                    case "half" -> demand / 2;
                    case String other ->
                            throw new IllegalStateException("mode must be known: mode=" + other);
                };
        int end = emitted + (int) Math.min(wanted, source.get("limit").intValue() - emitted);
        return emit(IntStream.range(FIRST + emitted, FIRST + end).boxed().toList(), end);
    }

    @Override
    protected Outcome<Integer> handleCall(Object request, From from, Integer emitted) {
        return switch (request) {
            case Emit(List<Integer> events) -> reply(true, events, emitted);
            default -> super.handleCall(request, from, emitted);
        };
    }

    @Override
    protected Outcome<Integer> handleInfo(Object message, Integer emitted) {
        if (message instanceof Info(int number)) {
            world.log(self().pid(), JSON.textNode("info"), JSON.numberNode(number));
            return noReply(emitted);
        }
        return super.handleInfo(message, emitted);
    }

    @Override
    protected Outcome<Integer> handleCancel(
            Cancellation why, Subscription subscription, Integer emitted) {
        world.log(
                self().pid(),
                JSON.textNode("cancelled"),
                world.nameOf(subscription.consumer()),
                JSON.textNode(why.kind().name().toLowerCase()),
                Reasons.encode(why.reason()));
        return noReply(emitted);
    }

    @Override
    protected boolean formatDiscarded(long events, Integer emitted) {
        world.log(self().pid(), JSON.textNode("discarded"), JSON.numberNode((int) events));
        return false;
    }
}
