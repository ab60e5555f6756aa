package io.trunkline.engine;

import static io.trunkline.engine.Self.Demonitor.FLUSH;
import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What callers should be able to write, as short as it is meant to be.
class ApiSnippetsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Node node;
    private Self self;
    private Pid me;

    @BeforeEach
    void startNode() {
        node = Node.start();
        self = node.self();
        me = self.pid();
    }

    @AfterEach
    void closeNode() {
        node.close();
    }

    private record Ping(Pid from) {}

    private record Pong() {}

    private record Stop() {}

    private record Hello(String who) {}

    private record Tick() {}

    private Pid spawnEcho() {
        return node.spawn(self -> {
            while (true) {
                switch (self.receive()) {
                    case Ping(Pid from) -> from.send(new Pong());
                    case Stop _ -> {
                        return;
                    }
                    default -> {}
                }
            }
        });
    }

    @Test
    void aThreadedProcessAnswersAndEnds() {
        Pid echo = spawnEcho();
        echo.send(new Ping(me));

        assertThat(self.receive(Pong.class, PATIENCE)).contains(new Pong());

        MonitorRef ref = self.monitor(echo);
        echo.send(new Stop());
        assertThat(self.receive(Down.class, PATIENCE))
                .contains(new Down(ref, echo, ExitReason.normal()));
        assertThat(echo.isAlive()).isFalse();
    }

    @Test
    void aSelectiveReceiveLeavesTheRestInOrder() {
        me.send("first");
        me.send(new Hello("world"));
        me.send("second");

        String word =
                self.receive(
                                message ->
                                        switch (message) {
                                            case Hello(String who) -> Receive.take("hello " + who);
                                            default -> Receive.skip();
                                        },
                                PATIENCE)
                        .orElse("timeout");

        assertThat(word).isEqualTo("hello world");
        assertThat(self.receive()).isEqualTo("first");
        assertThat(self.receive(PATIENCE)).contains("second");
        assertThat(self.receive(Duration.ZERO)).isEmpty();
    }

    @Test
    void aLinkedExitArrivesAsAMessage() {
        Pid echo = spawnEcho();
        self.link(echo);
        self.trapExit(true);
        echo.exit(ExitReason.shutdown());

        assertThat(self.receive(Exit.class, PATIENCE))
                .contains(new Exit(echo, ExitReason.shutdown()));
    }

    @Test
    void aMonitorThatEndedWithFlushLeavesNothingBehind() {
        Pid echo = spawnEcho();
        MonitorRef ref = self.monitor(echo);
        MonitorRef witness = self.monitor(echo);
        echo.exit(ExitReason.kill());

        assertThat(
                        self.receive(
                                message ->
                                        message instanceof Down(MonitorRef r, _, ExitReason reason)
                                                        && r.equals(witness)
                                                ? Receive.take(reason)
                                                : Receive.skip(),
                                PATIENCE))
                .contains(ExitReason.killed());
        self.demonitor(ref, FLUSH);
        assertThat(self.receive(Down.class, Duration.ZERO)).isEmpty();
    }

    @Test
    void aNameLeadsToItsProcessUntilItEnds() {
        Pid echo = spawnEcho();
        node.register("echo", echo);
        assertThat(node.whereis("echo")).contains(echo);

        node.send("echo", new Ping(me));
        assertThat(self.receive(Pong.class, PATIENCE)).isPresent();

        self.monitor(echo);
        echo.exit(ExitReason.shutdown());
        assertThat(self.receive(Down.class, PATIENCE)).isPresent();
        assertThat(node.whereis("echo")).isEmpty();
    }

    @Test
    void aTimerSendsOrIsCancelled() {
        TimerRef timer = self.sendAfter(Duration.ofMillis(50), new Tick());
        TimerRef cancelled = self.sendAfter(Duration.ofHours(1), new Tick());

        assertThat(cancelled.remaining()).isPresent();
        assertThat(cancelled.cancel()).isPresent();
        assertThat(self.receive(Tick.class, PATIENCE)).isPresent();
        assertThat(timer.remaining()).isEmpty();
    }

    /// Counts; every call is answered with the count after it.
    public static final class Counter extends GenServer<Counter.Request<?>, Integer> {
        public sealed interface Request<R> extends Call<R> {}

        public record Increment() implements Request<Integer> {}

        public record Get() implements Request<Integer> {}

        private final int initial;

        public Counter(int initial) {
            this.initial = initial;
        }

        @Override
        protected Init<Integer> init() {
            return ok(initial);
        }

        @Override
        protected Outcome<Integer> handleCall(Request<?> request, From from, Integer count) {
            return switch (request) {
                case Increment() -> reply(count + 1, count + 1);
                case Get() -> reply(count, count);
            };
        }

        @Override
        protected Outcome<Integer> handleCast(Object message, Integer count) {
            return noReply(count + (Integer) message);
        }
    }

    @Test
    void aServerIsCalledCastToAndAsked() throws Exception {
        Pid counter = node.start(new Counter(0), named("counter")).pid();

        int value = counter.call(new Counter.Increment());
        assertThat(value).isEqualTo(1);

        int again = node.call("counter", new Counter.Get(), PATIENCE);
        assertThat(again).isEqualTo(1);

        counter.cast(10);
        CompletableFuture<Integer> later = counter.ask(new Counter.Get());
        assertThat(later.get(10, TimeUnit.SECONDS)).isEqualTo(11);
    }

    @Test
    void aServerIsStartedWithALinkByAProcess() {
        Pid counter = self.startLink(new Counter(7)).pid();
        assertThat(counter.call(new Counter.Get())).isEqualTo(7);
        assertThat(node.info(counter).orElseThrow().links()).containsExactly(me);

        counter.stop();
        assertThat(self.receive(Exit.class, PATIENCE))
                .contains(new Exit(counter, ExitReason.normal()));
    }

    @Test
    void aCallToADyingServerFailsAtOnceWithItsReason() {
        Pid counter = node.start(new Counter(0)).pid();
        counter.cast("not a number");

        assertThatThrownBy(() -> counter.call(new Counter.Get(), Duration.ofHours(1)))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .isInstanceOfAny(
                                                ExitReason.Crashed.class, ExitReason.NoProc.class));
    }

    /// A door that locks itself again.
    private static final class Door extends GenServer<Door.Request, Door.State> {
        enum State {
            LOCKED,
            OPEN
        }

        enum Request implements Call<State> {
            UNLOCK,
            LOOK
        }

        @Override
        protected Init<State> init() {
            return ok(State.LOCKED);
        }

        @Override
        protected Outcome<State> handleCall(Request request, From from, State state) {
            return switch (request) {
                case UNLOCK ->
                        reply(State.OPEN, State.OPEN)
                                .stateTimeout(Duration.ofMinutes(1), State.LOCKED);
                case LOOK -> reply(state, state);
            };
        }

        @Override
        protected Outcome<State> handleTimeout(Object event, State state) {
            return noReply((State) event);
        }
    }

    @Test
    void aSimulatedNodeAdvancesItsOwnTime() {
        try (SimulatedNode simulated = Node.simulated(42)) {
            Pid door = simulated.start(new Door()).pid();
            assertThat(door.call(Door.Request.UNLOCK)).isEqualTo(Door.State.OPEN);

            simulated.advance(Duration.ofSeconds(59));
            assertThat(door.call(Door.Request.LOOK)).isEqualTo(Door.State.OPEN);

            simulated.advance(Duration.ofMinutes(5));
            assertThat(door.call(Door.Request.LOOK)).isEqualTo(Door.State.LOCKED);
            assertThat(simulated.seed()).isEqualTo(42);
        }
    }

    @Test
    void aTimeoutWithoutAMessageIsEmpty() {
        Optional<Pong> pong = self.receive(Pong.class, Duration.ofMillis(1));

        assertThat(pong).isEmpty();
    }
}
