package io.trunkline.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SimulationTest {
    /** Ends when nobody has asked for five minutes. */
    static final class Session extends GenServer<Call<String>, Integer> {
        record Touch() implements Call<String> {}

        private static final Duration IDLE = Duration.ofMinutes(5);

        @Override
        protected Init<Integer> init() {
            return Session.<Integer>ok(0).timeout(IDLE);
        }

        @Override
        protected Outcome<Integer> handleCall(Call<String> request, From from, Integer touched) {
            return reply("touched", touched + 1).timeout(IDLE);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer touched) {
            return message instanceof Timeout
                    ? stop(ExitReason.normal(), touched)
                    : super.handleInfo(message, touched);
        }
    }

    @Test
    void fiveMinutesTakeNoTime() {
        try (SimulatedNode node = Node.simulated(42)) {
            Pid session = node.start(new Session()).pid();

            node.advance(Duration.ofMinutes(4));
            session.call(new Session.Touch());
            node.advance(Duration.ofMinutes(4));
            assertThat(session.isAlive()).isTrue();

            node.advance(Duration.ofMinutes(1));
            assertThat(session.isAlive()).isFalse();
        }
    }
}
