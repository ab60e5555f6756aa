package io.trunkline.engine.sys;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Down;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;
import io.trunkline.engine.Self;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/// What was noted down about `sys` on Erlang/OTP 25.2.3; each test is named as the fact was.
class SysFactsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private SimulatedNode node;
    private Pid server;

    @BeforeEach
    void startServer() {
        node = nodes.simulated(1);
        server = node.start(new Lab()).pid();
    }

    private void callTwiceCastOnce() {
        Lab.run(server, lab -> 1);
        Lab.run(server, lab -> 2);
        server.cast("three");
        node.settle();
    }

    @Test
    @DisplayName("sys statistics keys")
    void statisticsCountWhatComesInAndWhatIsAnswered() {
        Sys.statistics(server, true);
        callTwiceCastOnce();
        node.advance(Duration.ofSeconds(2));

        assertThat(Sys.statistics(server)).contains(new Statistics(Duration.ofSeconds(2), 3, 2));
    }

    @Test
    @DisplayName("sys statistics off")
    void thereAreNoStatisticsOnceTheyAreOff() {
        Sys.statistics(server, true);
        Sys.statistics(server, false);

        assertThat(Sys.statistics(server)).isEmpty();
    }

    @Test
    @DisplayName("sys log keeps events")
    void theLogKeepsTheLastEvents() {
        Sys.log(server, 2);
        callTwiceCastOnce();

        assertThat(Sys.log(server))
                .hasSize(2)
                .containsExactly(new SysEvent.Casted("three"), new SysEvent.Handled("initial"));
    }

    @Test
    @DisplayName("sys get_status tag")
    void aStatusIsOfItsOwnType() {
        Status status = Sys.getStatus(server);

        assertThat(status.pid()).isEqualTo(server);
        assertThat(status.suspended()).isFalse();
        assertThat(status.state()).isEqualTo("initial");
        assertThat(status.statistics()).isEmpty();
        assertThat(status.log()).isEmpty();
        assertThat(status.code()).isEqualTo(Lab.class.getName());
    }

    @Test
    @DisplayName("sys terminate")
    void terminateEndsAServerWithTheReason() {
        nodes.allowDeadLetters();
        Self self = node.self();
        self.monitor(server);

        Sys.terminate(server, ExitReason.shutdown("bye"));

        Down down = self.receive(Down.class, Duration.ofSeconds(1)).orElseThrow();
        assertThat(down.reason()).isEqualTo(ExitReason.shutdown("bye"));
    }
}
