package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.CrashReport;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.NodeListener;
import io.trunkline.engine.NodeOptions;
import io.trunkline.engine.Pid;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.sys.Statistics;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

class LookingInsideTest {
    @Test
    void sysLooksIntoAServer() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0), named("counter")).pid();

            Object state = Sys.getState(counter);
            Sys.replaceState(counter, n -> (Integer) n + 10);
            Sys.suspend(counter); // calls wait from here on
            Sys.resume(counter);

            Sys.statistics(counter, true);
            Sys.log(counter, 10);
            counter.call(new Counter.Increment());
            Statistics statistics = Sys.statistics(counter).orElseThrow();
            List<SysEvent> events = Sys.log(counter);

            assertThat(state).isEqualTo(0);
            assertThat(statistics.messagesIn()).isEqualTo(1);
            assertThat(events)
                    .containsExactly(
                            new SysEvent.Called(new Counter.Increment()),
                            new SysEvent.Replied(11),
                            new SysEvent.Handled(11));

            Sys.trace(counter, true);
            Sys.trace(counter, false);
        }
    }

    record Login(String user, String password) implements Call<Boolean> {}

    /** Knows a password, and keeps it to itself. */
    static final class Accounts extends GenServer<Login, Login> {
        @Override
        protected Init<Login> init() {
            return ok(new Login("ada", "secret"));
        }

        @Override
        protected Outcome<Login> handleCall(Login request, From from, Login known) {
            throw new IllegalStateException("no directory");
        }

        @Override
        protected Object formatState(Login known) {
            return known.user();
        }

        @Override
        protected Object formatMessage(Object message) {
            return message instanceof Login(String user, var _) ? "login of " + user : message;
        }
    }

    @Test
    void crashesAreReportedWithoutSecrets() {
        Queue<CrashReport> reports = new ConcurrentLinkedQueue<>();

        NodeListener listener =
                new NodeListener() {
                    @Override
                    public void crashed(CrashReport report) {
                        reports.add(report);
                    }
                };

        try (Node node = Node.start(NodeOptions.defaults().withListener(listener))) {
            Pid accounts = node.start(new Accounts()).pid();
            assertThatThrownBy(() -> accounts.call(new Login("ada", "secret")))
                    .isInstanceOf(CallFailed.class);
        }
        assertThat(reports).hasSize(1);
        assertThat(reports.element().describe())
                .contains("state: ada", "last message: login of ada")
                .doesNotContain("secret");
    }
}
