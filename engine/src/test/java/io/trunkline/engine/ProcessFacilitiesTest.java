package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Timers with refs, locals, labels, and what is known about a process.
class ProcessFacilitiesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension private final Nodes nodes = new Nodes();

    @Nested
    class Timers {
        private final SimulatedNode node = nodes.simulated(1);
        private final Self self = node.self();

        @Test
        void aStartedTimerSendsItsRef() {
            TimerRef timer = self.startTimer(SECOND, "message");
            node.advance(SECOND);

            assertThat(self.receive()).isEqualTo(new TimerFired(timer, "message"));
        }

        @Test
        void aStartedTimerGoesToANameOrAProcess() {
            node.register("name", self.pid());
            TimerRef byName = self.startTimer(SECOND, "name", 1);
            TimerRef byPid = self.startTimer(SECOND, self.pid(), 2);
            self.startTimer(SECOND, "nobody", 3);
            node.advance(SECOND);

            assertThat(self.receive()).isEqualTo(new TimerFired(byName, 1));
            assertThat(self.receive()).isEqualTo(new TimerFired(byPid, 2));
            assertThat(self.receive(Duration.ZERO)).isEmpty();
        }

        @Test
        void cancelFlushStopsATimerThatRuns() {
            TimerRef timer = self.startTimer(SECOND, "message");

            assertThat(self.cancelFlush(timer)).contains(SECOND);
            node.advance(SECOND);
            assertThat(self.receive(Duration.ZERO)).isEmpty();
        }

        @Test
        void cancelFlushRemovesTheMessageOfItsTimerOnly() {
            TimerRef first = self.startTimer(SECOND, "message");
            TimerRef second = self.startTimer(SECOND, "message");
            node.advance(SECOND);

            assertThat(self.cancelFlush(first)).isEmpty();
            assertThat(self.receive()).isEqualTo(new TimerFired(second, "message"));
            assertThat(self.receive(Duration.ZERO)).isEmpty();
        }

        @Test
        void cancelFlushLeavesWhatSendAfterSent() {
            TimerRef timer = self.sendAfter(SECOND, "message");
            node.advance(SECOND);

            assertThat(self.cancelFlush(timer)).isEmpty();
            assertThat(self.receive()).isEqualTo("message");
        }

        @Test
        void nothingComesAfterCancelFlushOnANodeWithThreads() {
            Node real = nodes.start();
            Self me = real.self();
            for (int i = 0; i < 2_000; i++) {
                TimerRef timer = me.startTimer(Duration.ofNanos(i * 100L), i);
                Thread.onSpinWait();
                me.cancelFlush(timer);
                assertThat(me.receive(Duration.ZERO)).isEmpty();
            }
        }
    }

    @Nested
    class Locals {
        private final SimulatedNode node = nodes.simulated(1);
        private final Self self = node.self();
        private final Local<String> word = Local.named("word");
        private final Local<Integer> number = Local.named("number");

        @Test
        void aLocalGivesWhatWasPutBefore() {
            assertThat(self.get(word)).isEmpty();
            assertThat(self.put(word, "a")).isEmpty();
            assertThat(self.put(word, "b")).contains("a");
            assertThat(self.get(word)).contains("b");
            assertThat(self.remove(word)).contains("b");
            assertThat(self.remove(word)).isEmpty();
            assertThat(self.get(word)).isEmpty();
        }

        @Test
        void keysOfOneNameAreTwo() {
            Local<String> other = Local.named("word");
            self.put(word, "a");

            assertThat(self.get(other)).isEmpty();
        }

        @Test
        void eachProcessHasItsOwn() {
            Pid a = node.start(new Lab()).pid();
            self.put(word, "mine");
            Lab.run(a, server -> server.me().put(number, 1));

            Optional<String> seen = Lab.run(a, server -> server.me().get(word));
            assertThat(seen).isEmpty();
            Map<Local<?>, Object> known = node.info(a).orElseThrow().locals();
            assertThat(known).isEqualTo(Map.of(number, 1));
        }

        @Test
        void onlyTheProcessItselfUsesThem() {
            Pid a = node.start(new Lab()).pid();
            Self other = Lab.run(a, Lab::me);

            assertThatThrownBy(() -> other.put(word, "x"))
                    .isInstanceOf(IllegalStateException.class);
        }

        @Test
        void aKilledProcessHasNone() {
            Pid a = node.start(new Lab()).pid();
            Lab.later(
                    a,
                    server -> {
                        server.me().put(word, "x");
                        a.exit(ExitReason.kill());
                    });
            node.settle();

            assertThat(node.info(a)).isEmpty();
        }
    }

    @Nested
    class Infos {
        @Test
        void aLabelIsShown() {
            Node node = nodes.simulated(1);
            Pid a = node.start(new Lab()).pid();
            assertThat(node.info(a).orElseThrow().label()).isEmpty();

            Lab.later(a, server -> server.me().label("session 7"));
            ((SimulatedNode) node).settle();
            assertThat(node.info(a).orElseThrow().label()).contains("session 7");
        }

        @Test
        void theFunctionOfABusyServerIsShown() {
            Node node = nodes.start();
            Pid a = node.start(new Lab()).pid();
            CountDownLatch end = new CountDownLatch(1);
            Lab.block(a, end);

            StackTraceElement frame = node.info(a).orElseThrow().currentFunction().orElseThrow();
            assertThat(frame.getClassName()).startsWith("io.trunkline.engine.fixture");
            end.countDown();
        }

        @Test
        @DisplayName("current_function of a process in receive is known")
        void theFunctionOfAThreadedProcessThatWaitsIsShown() {
            Node node = nodes.start();
            CountDownLatch begun = new CountDownLatch(1);
            Pid a =
                    node.spawn(self -> {
                        begun.countDown();
                        self.receive();
                    });
            Patience.await(begun);

            StackTraceElement frame = node.info(a).orElseThrow().currentFunction().orElseThrow();
            assertThat(frame.getClassName()).isEqualTo(getClass().getName());
        }

        @Test
        void anIdleServerHasNoFunction() {
            Node node = nodes.simulated(1);
            Pid a = node.start(new Lab()).pid();

            assertThat(node.info(a).orElseThrow().currentFunction()).isEmpty();
        }
    }
}
