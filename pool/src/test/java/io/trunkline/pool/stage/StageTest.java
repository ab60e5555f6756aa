package io.trunkline.pool.stage;

import static io.trunkline.pool.stage.SubscribeOptions.maxDemand;
import static io.trunkline.pool.stage.SubscribeTo.to;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.supervisor.Strategy;
import io.trunkline.engine.supervisor.Supervisor;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// What stages do beyond what GenStage's recordings show.
class StageTest {
    private final SimulatedNode node = Node.simulated(1);
    private final Queue<Object> seen = Collector.queue();

    @AfterEach
    void close() {
        node.close();
    }

    private Pid emitter() {
        return node.start(new Emitter()).pid();
    }

    private Pid emitter(ProducerOptions<Integer> options) {
        return node.start(new Emitter(options)).pid();
    }

    private Pid collector(SubscribeTo... producers) {
        return node.start(new Collector(seen, producers)).pid();
    }

    private void emit(Pid producer, Integer... events) {
        producer.call(Emitter.Emit.of(events));
        node.settle();
    }

    // --- subscriptions ---

    @Test
    void asksForTheMaximumAtOnceAndAgainWhenTheMinimumIsLeft() {
        Pid producer = emitter();
        collector(to(producer, maxDemand(4).minDemand(2)));
        node.settle();
        assertThat(Sys.getState(producer)).isEqualTo(List.of(4L));

        emit(producer, 1);
        assertThat(Sys.getState(producer)).isEqualTo(List.of(4L));
        emit(producer, 2);
        assertThat(Sys.getState(producer)).isEqualTo(List.of(4L, 2L));
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void takesEventsOfSeveralProducers() {
        Pid one = emitter();
        Pid other = emitter();
        collector(to(one), to(other));
        emit(one, 1);
        emit(other, 2);
        emit(one, 3);
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void failsToStartWithoutAProducerOfThatName() {
        assertThat(node.start(new Collector(seen, to("nobody"))))
                .isEqualTo(new Started.Failed(ExitReason.noProc()));
    }

    @Test
    void startsWithoutAProducerItDoesNotNeed() {
        SubscribeOptions temporary = SubscribeOptions.defaults().cancel(CancelMode.TEMPORARY);
        assertThat(collector(to("nobody", temporary)).isAlive()).isTrue();
    }

    @Test
    void endsWithNoprocWhenItsProducerIsDead() {
        Pid producer = emitter();
        producer.stop();
        Pid consumer = collector();
        Stage.subscribe(consumer, producer, SubscribeOptions.defaults());
        assertThat(node.self().awaitExit(consumer, Pid.DEFAULT_CALL_TIMEOUT))
                .contains(ExitReason.noProc());
    }

    @Test
    void refusesToSubscribeAProducer() {
        Pid producer = emitter();
        assertThatThrownBy(() -> Stage.subscribe(producer, emitter(), SubscribeOptions.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stage=" + producer);
        assertThat(producer.isAlive()).isTrue();
    }

    @Test
    void refusesOptionsThatWouldNeverAsk() {
        assertThatThrownBy(() -> maxDemand(5).minDemand(5))
                .hasMessage("minDemand must be in 0..4: minDemand=5");
        assertThatThrownBy(() -> maxDemand(0)).hasMessage("maxDemand must be >= 1: maxDemand=0");
    }

    @Test
    void replacesASubscriptionWithoutAGap() {
        Pid producer = emitter();
        Pid consumer = collector();
        SubscribeOptions temporary = maxDemand(2).cancel(CancelMode.TEMPORARY);
        Subscription old = Stage.subscribe(consumer, producer, temporary);
        emit(producer, 1, 2, 3);
        Subscription next = Stage.resubscribe(old, ExitReason.normal(), maxDemand(10));
        emit(producer, 4);
        assertThat(seen).containsExactly(1, 2, 3, 4);
        assertThat(next).isNotSameAs(old);
        old.ask(100);
        emit(producer, 5);
        assertThat(seen).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void subscribesAgainAfterARestart() {
        Pid producer = node.start(new Emitter(), StartOptions.named("numbers")).pid();
        Supervisor.start(
                node,
                Strategy.ONE_FOR_ONE,
                Supervisor.child("collector", () -> new Collector(seen, to("numbers"))));
        emit(producer, 1);
        emit(producer, Collector.CRASH);
        emit(producer, 2);
        assertThat(seen).containsExactly(1, 2);
    }

    // --- demand and buffers ---

    @Test
    void serverPartOfAStageEmitsFromCastsAndMessages() {
        Pid producer = emitter();
        collector(to(producer));
        producer.cast(Emitter.Emit.of(1));
        producer.send("anything");
        node.settle();
        assertThat(seen).containsExactly(1, -1);
    }

    @Test
    void holdsDemandAndEventsBackUntilToldToForward() {
        Pid producer = emitter(ProducerOptions.<Integer>defaults().demand(Demand.ACCUMULATE));
        assertThat(Stage.demand(producer)).isEqualTo(Demand.ACCUMULATE);
        collector(to(producer));
        emit(producer, 1, 2);
        assertThat(seen).isEmpty();
        assertThat(Stage.counts(producer).held()).isEqualTo(2);
        assertThat(Sys.getState(producer)).isEqualTo(List.of());

        Stage.demand(producer, Demand.FORWARD);
        node.settle();
        assertThat(seen).containsExactly(1, 2);
        assertThat(Sys.getState(producer)).isEqualTo(List.of(1000L));
    }

    @Test
    void countsWhatAFullBufferDiscards() {
        Pid producer = emitter(ProducerOptions.<Integer>defaults().bufferSize(2));
        emit(producer, 1, 2, 3);
        assertThat(Stage.counts(producer)).isEqualTo(new StageCounts(3, 0, 0, 1, 2, List.of(), 0));
        collector(to(producer));
        node.settle();
        assertThat(seen).containsExactly(2, 3);
    }

    @Test
    void keepsNothingInABufferOfNoSize() {
        Pid producer =
                emitter(ProducerOptions.<Integer>defaults().bufferSize(0).bufferKeep(Keep.FIRST));
        emit(producer, 1, 2);
        assertThat(Stage.counts(producer).discarded()).isEqualTo(2);
        Stage.syncInfo(producer, "due at once");
        node.settle();
        assertThat(Stage.counts(producer).discarded()).isEqualTo(3);
    }

    @Test
    void crashesOnANullEvent() {
        List<Integer> events = new ArrayList<>();
        events.add(null);
        assertThatThrownBy(() -> Events.copyOf(events))
                .hasMessage("events must not be null: index=0");
    }

    @Test
    void copiesWhatItEmits() {
        List<Integer> mine = new ArrayList<>(List.of(1, 2));
        List<Integer> events = Events.copyOf(mine);
        mine.clear();
        assertThat(events).containsExactly(1, 2);
        assertThat(Events.copyOf(events)).isSameAs(events);
        assertThatThrownBy(() -> events.add(3)).isInstanceOf(UnsupportedOperationException.class);
    }

    // --- what others got wrong ---

    @Test
    void messagesKeepTheirPlaceAmongTheEventsOfAProducerConsumer() {
        Pid producer = emitter();
        Queue<Object> heard = Collector.queue();
        Pid mapper = node.start(new Mapper(List::of, heard, to(producer))).pid();
        emit(producer, 1, 2);
        Stage.asyncInfo(mapper, "between");
        emit(producer, 3);
        assertThat(heard).isEmpty();

        collector(to(mapper));
        node.settle();
        assertThat(heard).containsExactlyInAnyOrder(1, 2, "between", 3).startsWith(1, 2);
        assertThat(seen).containsExactly(1, 2, 3);
    }

    @Test
    void theEndOfAProducerKeepsItsPlaceAmongTheEventsOfAProducerConsumer() {
        Pid producer = emitter();
        Queue<Object> heard = Collector.queue();
        SubscribeOptions temporary = SubscribeOptions.defaults().cancel(CancelMode.TEMPORARY);
        Pid mapper = node.start(new Mapper(List::of, heard, to(producer, temporary))).pid();
        emit(producer, 1, 2);
        producer.stop();
        node.settle();
        assertThat(heard).isEmpty();

        collector(to(mapper));
        node.settle();
        assertThat(heard)
                .containsExactly(
                        1, 2, new Cancellation(Cancellation.Kind.DOWN, ExitReason.normal()));
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void aFilteringProducerConsumerDoesNotHalt() {
        Pid producer = node.start(new Counting(100_000)).pid();
        Mapper lastOnly =
                new Mapper(
                        n -> n == 99_999 ? List.of(n) : List.of(),
                        Collector.queue(),
                        to(producer, maxDemand(10)));
        Pid filter = node.start(lastOnly).pid();
        collector(to(filter, maxDemand(1).minDemand(0)));
        node.settle();
        assertThat(seen).containsExactly(99_999);
    }

    @Test
    void aBroadcastAsksForNothingTwiceWhenConsumersComeAndGo() {
        Pid producer = emitter(ProducerOptions.dispatcher(Dispatcher.broadcast()));
        SubscribeOptions ten = maxDemand(10).cancel(CancelMode.TEMPORARY);
        for (int i = 0; i < 3; i++) {
            Pid consumer = collector(to(producer, ten));
            node.settle();
            consumer.stop();
            node.settle();
        }
        collector(to(producer, ten));
        node.settle();
        assertThat(Sys.getState(producer)).isEqualTo(List.of(10L));
    }

    @Test
    void aBroadcastRefusesAProcessThatHasSubscribedAlready() {
        Pid producer = emitter(ProducerOptions.dispatcher(Dispatcher.broadcast()));
        Pid consumer = collector(to(producer), to(producer));
        emit(producer, 1);
        assertThat(seen).containsExactly(1);
        assertThat(consumer.isAlive()).isTrue();
        Stage.subscribe(consumer, producer, SubscribeOptions.defaults());
        emit(producer, 2);
        assertThat(seen).containsExactly(1, 2);
    }

    @Test
    void consumersThatSubscribeBeforeDemandIsForwardedShareTheFirstEvents() {
        Pid producer = emitter(ProducerOptions.<Integer>defaults().demand(Demand.ACCUMULATE));
        Queue<Object> others = Collector.queue();
        collector(to(producer, maxDemand(10)));
        node.start(new Collector(others, to(producer, maxDemand(10))));
        node.settle();
        Stage.demand(producer, Demand.FORWARD);
        for (int i = 0; i < 10; i++) {
            emit(producer, i, i);
        }
        assertThat(seen).hasSameSizeAs(others);
    }

    @Test
    void demandOfAConsumerThatLeftHoldsUpNothingThatIsBuffered() {
        Pid producer = emitter();
        SubscribeOptions ten = maxDemand(10).minDemand(0).cancel(CancelMode.TEMPORARY);
        Pid leaving = collector(to(producer, ten));
        node.settle();
        leaving.stop();
        emit(producer, 1, 2, 3);
        collector(to(producer, maxDemand(5).minDemand(0)));
        emit(producer, 4);
        assertThat(seen).containsExactly(1, 2, 3, 4);
        emit(producer, 5, 6);
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void drainsWhatIsBufferedPastTheDemandOfAConsumerThatLeft() {
        Pid producer = emitter();
        SubscribeOptions ten = maxDemand(10).minDemand(0).cancel(CancelMode.TEMPORARY);
        Pid leaving = collector(to(producer, ten));
        node.settle();
        leaving.stop();
        emit(producer, 1, 2, 3);
        collector(to(producer, maxDemand(5).minDemand(0)));
        node.settle();
        Stage.drain(producer);
        node.settle();
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(producer.isAlive()).isFalse();
    }

    // --- partitions ---

    private static Dispatcher.Partition<Integer> byParity() {
        return Dispatcher.partition(2, event -> event % 2);
    }

    @Test
    void refusesATakenAndAnUnknownPartitionAndLives() {
        Pid producer = emitter(ProducerOptions.dispatcher(byParity()));
        Pid first = collector(to(producer, maxDemand(10).partition(0)));
        for (SubscribeOptions wrong :
                List.of(maxDemand(1).partition(0), maxDemand(1).partition(2), maxDemand(1))) {
            Pid refused = collector(to(producer, wrong));
            node.settle();
            assertThat(refused.isAlive()).isFalse();
        }
        emit(producer, 2);
        assertThat(seen).containsExactly(2);
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void aPartitionKeepsItsEventsForItsNextConsumer() {
        Pid producer = emitter(ProducerOptions.dispatcher(byParity()));
        collector(to(producer, maxDemand(10).partition(0)));
        Pid leaving = collector(to(producer, maxDemand(2).minDemand(0).partition(1)));
        node.settle();
        leaving.stop();
        emit(producer, 1, 3, 2);
        assertThat(seen).containsExactly(2);
        assertThat(Stage.counts(producer).queued()).containsExactly(0, 2);

        collector(to(producer, maxDemand(10).partition(1)));
        node.settle();
        assertThat(seen).containsExactly(2, 1, 3);
    }

    @Test
    void eventsThatAPartitionDiscardsOrNoneTakesAreAskedForAgain() {
        Dispatcher.Partition<Integer> dispatcher =
                Dispatcher.<Integer>partition(2, n -> n < 0 ? Dispatcher.NO_PARTITION : n % 2)
                        .queueSize(1);
        Pid producer = emitter(ProducerOptions.dispatcher(dispatcher));
        collector(to(producer, maxDemand(6).minDemand(0).partition(0)));
        node.settle();
        emit(producer, 1, 3, 5, -1, 2);
        assertThat(seen).containsExactly(2);
        assertThat(Stage.counts(producer))
                .isEqualTo(new StageCounts(5, 1, 1, 2, 0, List.of(0, 1), 0));
        assertThat(asked(producer)).isEqualTo(6 + 2 + 1);
    }

    private static long asked(Pid producer) {
        return ((List<?>) Sys.getState(producer)).stream().mapToLong(demand -> (Long) demand).sum();
    }

    // --- the end in order ---

    @Test
    void drainingDeliversEverythingThatWasEmitted() {
        Pid producer = emitter();
        emit(producer, 1, 2, 3, 4, 5);
        Mapper twice = new Mapper(n -> List.of(n, n), Collector.queue(), to(producer));
        Pid mapper = node.start(twice).pid();
        Pid consumer = collector(to(mapper, maxDemand(2).minDemand(1)));
        Stage.drain(producer);
        assertThat(node.self().awaitExit(consumer, Pid.DEFAULT_CALL_TIMEOUT))
                .contains(Cancellation.DRAINED);
        assertThat(seen).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(producer.isAlive() || mapper.isAlive()).isFalse();
    }

    @Test
    void aConsumerOfTwoEndsWhenBothAreDrained() {
        Pid one = emitter();
        Pid other = emitter();
        Pid consumer = collector(to(one), to(other));
        node.settle();
        Stage.drain(one);
        emit(other, 1);
        assertThat(one.isAlive()).isFalse();
        assertThat(consumer.isAlive()).isTrue();
        Stage.drain(other);
        node.settle();
        assertThat(consumer.isAlive()).isFalse();
        assertThat(seen).containsExactly(1);
    }

    @Test
    void aConsumerThatIsDrainedTakesWhatIsUnderWayAndLeavesItsProducerAlone() {
        Pid producer = emitter();
        Pid consumer = collector(to(producer, maxDemand(2)));
        producer.call(Emitter.Emit.of(1, 2, 3));
        Stage.drain(consumer);
        node.settle();
        assertThat(consumer.isAlive()).isFalse();
        assertThat(producer.isAlive()).isTrue();
        StageCounts counts = Stage.counts(producer);
        assertThat(seen).hasSize((int) counts.delivered());
        assertThat(counts.delivered() + counts.buffered()).isEqualTo(3);
    }

    @Test
    void finiteProducersEndAfterTheLastEventWasDelivered() {
        Pid producer = node.start(new Counting(2500)).pid();
        Pid consumer = collector(to(producer, maxDemand(100)));
        node.settle();
        assertThat(seen).hasSize(2500).startsWith(0, 1).endsWith(2498, 2499);
        assertThat(consumer.isAlive() || producer.isAlive()).isFalse();
    }

    // --- looking inside ---

    @Test
    void canBeSuspendedAndTraced() {
        Pid producer = emitter();
        Pid consumer = collector(to(producer));
        node.settle();
        Sys.suspend(consumer);
        emit(producer, 1);
        assertThat(seen).isEmpty();
        Sys.resume(consumer);
        node.settle();
        assertThat(seen).containsExactly(1);
        assertThat(Sys.getState(consumer)).isEqualTo(1);

        List<SysEvent> events = new ArrayList<>();
        Sys.trace(consumer, events::add);
        emit(producer, 2);
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().toString()).contains("1 events");
        Sys.replaceState(consumer, _ -> 40);
        emit(producer, 3);
        assertThat(Sys.getState(consumer)).isEqualTo(41);
    }

    @Test
    void whatWaitsForAConsumerThatCrashesIsADeadLetter() {
        Pid producer = emitter();
        Pid consumer = collector(to(producer, maxDemand(10).cancel(CancelMode.TEMPORARY)));
        node.settle();
        producer.call(Emitter.Emit.of(Collector.CRASH));
        producer.call(Emitter.Emit.of(1));
        node.settle();
        assertThat(consumer.isAlive()).isFalse();
        StageCounts counts = Stage.counts(producer);
        assertThat(node.deadLetters() + counts.buffered()).isEqualTo(1);
    }
}
