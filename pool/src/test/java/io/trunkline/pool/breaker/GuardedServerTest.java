package io.trunkline.pool.breaker;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class GuardedServerTest {
    private final SimulatedNode node = Node.simulated(1);
    private final CircuitBreaker breaker =
            CircuitBreaker.named("server").failures(2).clock(node.clock()).build();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void timeoutsOpenTheCircuitAndSpareTheServer() {
        Service service = new Service();
        GuardedServer guarded = breaker.around(node.start(service).pid());
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(CallFailed.TimedOut.class)
                    .isThrownBy(() -> guarded.call(new Hang(), ofMillis(100)));
        }

        assertThatExceptionOfType(CircuitOpenException.class)
                .isThrownBy(() -> guarded.call(new Echo("refused")));
        assertThat(service.handled).containsExactly("hang", "hang");
    }

    @Test
    void halfOpenSendsExactlyOneProbe() {
        Service service = new Service();
        GuardedServer guarded = breaker.around(node.start(service).pid());
        breaker.transitionTo(CircuitState.OPEN);
        node.advance(ofSeconds(30));

        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(guarded.ask(new Echo("probe " + i)));
        }
        node.settle();

        assertThat(service.handled).containsExactly("probe 0");
        assertThat(answers.getFirst()).isCompletedWithValue("probe 0");
        assertThat(answers.subList(1, 5)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void deathsOpenItAndTheNextOneWithTheNameClosesIt() {
        GuardedServer guarded = breaker.around(node, "service");
        node.start(new Service(), named("service"));
        assertThatExceptionOfType(CallFailed.class).isThrownBy(() -> guarded.call(new Crash()));
        assertThatExceptionOfType(CallFailed.NoProcess.class)
                .isThrownBy(() -> guarded.call(new Echo("nobody")));
        assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);

        node.start(new Service(), named("service"));
        node.advance(ofSeconds(30));

        assertThat(guarded.call(new Echo("again"))).isEqualTo("again");
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void callersThatCallThemselvesOrCancelDoNotCount() {
        Pid pid = node.start(new Service()).pid();
        GuardedServer guarded = breaker.around(pid);
        for (int i = 0; i < 3; i++) {
            guarded.ask(new Hang()).cancel(false);
        }
        node.settle();
        for (int i = 0; i < 3; i++) {
            assertThat(guarded.call(new CallSelf(guarded))).isEqualTo("CallingSelf");
        }
        assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
        assertThat(breaker.snapshot().ignored()).isEqualTo(6);
    }

    private record Echo(String word) implements Call<String> {}

    private record Hang() implements Call<String> {}

    private record Crash() implements Call<String> {}

    private record CallSelf(GuardedServer self) implements Call<String> {}

    private static final class Service extends GenServer<Call<?>, Integer> {
        final List<String> handled = new ArrayList<>();

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected io.trunkline.engine.genserver.Outcome<Integer> handleCall(
                Call<?> request, From from, Integer state) {
            return switch (request) {
                case Echo(String word) -> {
                    handled.add(word);
                    yield reply(word, state);
                }
                case CallSelf(GuardedServer self) -> {
                    try {
                        yield reply(self.call(new Echo("self")), state);
                    } catch (CallFailed e) {
                        yield reply(e.getClass().getSimpleName(), state);
                    }
                }
                case Crash() -> stop(ExitReason.other("crash"), state);
                default -> {
                    handled.add("hang");
                    yield noReply(state);
                }
            };
        }
    }
}
