package io.trunkline.engine;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.sys.Sys;
import io.trunkline.engine.sys.SysEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(60)
class CrashReportTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final ExitReason BOOM = ExitReason.other("boom");

    private final List<CrashReport> reports = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private SimulatedNode node;

    private final NodeListener listener =
            new NodeListener() {
                @Override
                public void crashed(CrashReport report) {
                    reports.add(report);
                }
            };

    @BeforeEach
    void startNode() {
        node = nodes.simulated(1, options -> options.withListener(listener));
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CrashReport.class);
    }

    private static void crash(Pid pid, RuntimeException cause) {
        assertThatThrownBy(() ->
                        Lab.step(
                                pid,
                                (from, state) -> {
                                    throw cause;
                                }))
                .isInstanceOf(CallFailed.class);
    }

    private CrashReport onlyReport() {
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    /// A server whose secrets are not to be seen.
    private static final class Discreet extends Lab {
        @Override
        protected Object formatState(Object state) {
            return "hidden state";
        }

        @Override
        protected Object formatMessage(Object message) {
            return "hidden message";
        }
    }

    @Test
    void aServerThatThrowsIsReportedWithAllThatIsKnown() {
        nodes.allowDeadLetters();
        Self self = node.self();
        Pid pid = self.startLink(new Lab(), named("lab")).pid();
        Sys.log(pid, 3);
        IllegalStateException cause = new IllegalStateException("crash");
        pid.cast(new Lab.Do(lab -> lab.me().pid().send("left behind")));
        pid.cast(
                new Lab.Next(state -> {
                    throw cause;
                }));
        node.settle();

        CrashReport report = onlyReport();
        assertThat(report.pid()).isEqualTo(pid);
        assertThat(report.name()).contains("lab");
        assertThat(report.code()).isEqualTo(Lab.class.getName());
        assertThat(report.kind()).isEqualTo(ProcessInfo.Kind.SCHEDULED);
        assertThat(report.reason()).isEqualTo(ExitReason.crashed(cause));
        assertThat(report.lastMessage().orElseThrow()).isInstanceOf(Lab.Next.class);
        assertThat(report.state()).contains("initial");
        assertThat(report.messageQueueLength()).isEqualTo(1);
        assertThat(report.links()).containsExactly(self.pid());
        assertThat(report.ancestors()).containsExactly(self.pid());
        assertThat(report.events()).hasSize(3).last().isInstanceOf(SysEvent.Casted.class);
    }

    @Test
    void theReportComesBeforeAnybodyHearsOfTheEnd() {
        Pid pid = node.start(new Lab()).pid();
        crash(pid, new IllegalStateException("crash"));
        assertThat(onlyReport().lastMessage().orElseThrow()).isInstanceOf(Lab.Step.class);
    }

    @Test
    void theLogGetsOneErrorWithTheCause() {
        Pid pid = node.start(new Lab()).pid();
        crash(pid, new IllegalStateException("the cause"));
        assertThat(log.list).hasSize(1);
        ILoggingEvent logged = log.list.getFirst();
        assertThat(logged.getLevel()).isEqualTo(Level.ERROR);
        assertThat(logged.getFormattedMessage())
                .contains(pid.toString())
                .contains(Lab.class.getName())
                .contains("state: initial");
        assertThat(logged.getThrowableProxy().getMessage()).isEqualTo("the cause");
    }

    @Test
    void whatAServerHidesIsNotReported() {
        Pid pid = node.start(new Discreet()).pid();
        Sys.log(pid, 10);
        Lab.run(pid, lab -> "reply");
        assertThat(Sys.getStatus(pid).state()).isEqualTo("hidden state");
        assertThat(Sys.getState(pid)).isEqualTo("initial");
        crash(pid, new IllegalStateException("crash"));

        CrashReport report = onlyReport();
        assertThat(report.state()).contains("hidden state");
        assertThat(report.lastMessage()).contains("hidden message");
        assertThat(report.describe()).doesNotContain("initial").doesNotContain("Step");
        assertThat(report.events())
                .allSatisfy(event -> assertThat(event.toString()).contains("hidden"));
    }

    @Test
    void aFormattingThatThrowsIsSaidInItsPlace() {
        Pid pid =
                node.start(
                                new Lab() {
                                    @Override
                                    protected Object formatState(Object state) {
                                        throw new IllegalStateException("format");
                                    }
                                })
                        .pid();
        crash(pid, new IllegalStateException("crash"));
        assertThat(onlyReport().state().orElseThrow().toString())
                .startsWith("formatting must not throw");
    }

    @Test
    void aStopWithABadReasonIsReported() {
        Pid pid = node.start(new Lab()).pid();
        pid.cast(new Lab.Next(state -> Lab.end(BOOM, "last")));
        node.settle();
        assertThat(onlyReport().reason()).isEqualTo(BOOM);
        assertThat(onlyReport().state()).contains("last");
    }

    @Test
    void orderlyEndsAreNotReported() {
        for (ExitReason reason :
                List.of(
                        ExitReason.normal(),
                        ExitReason.shutdown(),
                        ExitReason.shutdown("detail"))) {
            Pid pid = node.start(new Lab()).pid();
            pid.cast(new Lab.Next(state -> Lab.end(reason, state)));
            node.settle();
            assertThat(pid.isAlive()).isFalse();
        }
        assertThat(reports).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void whoIsEndedByASignalHasNoReport() {
        Pid pid = node.start(new Lab()).pid();
        pid.exit(BOOM);
        node.start(new Lab()).pid().exit(ExitReason.kill());
        node.settle();
        assertThat(pid.isAlive()).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void anInitThatThrowsIsReportedAndOneThatStopsIsNot() {
        class Failing extends Lab {
            @Override
            protected io.trunkline.engine.genserver.Init<Object> init() {
                throw new IllegalStateException("init");
            }
        }
        class Stopping extends Lab {
            @Override
            protected io.trunkline.engine.genserver.Init<Object> init() {
                return stop(BOOM);
            }
        }
        assertThat(node.start(new Stopping())).isEqualTo(new Started.Failed(BOOM));
        assertThat(reports).isEmpty();
        assertThat(node.start(new Failing())).isInstanceOf(Started.Failed.class);
        assertThat(onlyReport().state()).isEmpty();
    }

    @Test
    void aThreadedProcessIsReportedWithoutAState() {
        Node real = nodes.start(options -> options.withListener(listener));
        IllegalStateException cause = new IllegalStateException("crash");
        Pid pid =
                real.spawn(self -> {
                    throw cause;
                });
        Patience.until("a report", () -> !reports.isEmpty());
        CrashReport report = onlyReport();
        assertThat(report.pid()).isEqualTo(pid);
        assertThat(report.kind()).isEqualTo(ProcessInfo.Kind.THREADED);
        assertThat(report.reason()).isEqualTo(ExitReason.crashed(cause));
        assertThat(report.state()).isEqualTo(Optional.empty());
        assertThat(report.lastMessage()).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        SimulatedNode other =
                nodes.simulated(
                        2,
                        options ->
                                options.withListener(
                                        new NodeListener() {
                                            @Override
                                            public void crashed(CrashReport report) {
                                                throw new IllegalStateException("listener");
                                            }
                                        }));
        Pid pid = other.start(new Lab()).pid();
        crash(pid, new IllegalStateException("crash"));
        assertThat(pid.isAlive()).isFalse();
    }
}
