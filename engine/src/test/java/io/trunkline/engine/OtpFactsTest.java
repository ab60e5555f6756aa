package io.trunkline.engine;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Single facts about the real runtime that no recording replays. Each test is named as the fact
/// was when it was noted down there, on Erlang/OTP 25.2.3.
class OtpFactsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(100);

    /// Facts about time, and about servers: on a simulated node, where nobody has to wait.
    abstract static class OnASimulatedNode {
        final SimulatedNode node = Node.simulated(1);
        final Self self = node.self();
        final Pid me = self.pid();

        @AfterEach
        void closeNode() {
            node.close();
        }

        Pid deadServer() {
            Pid server = node.start(new Server()).pid();
            server.exit(ExitReason.kill());
            node.settle();
            return server;
        }

        List<Object> mailbox() {
            List<Object> messages = new ArrayList<>();
            Optional<Object> next = self.receive(Duration.ZERO);
            while (next.isPresent()) {
                messages.add(next.get());
                next = self.receive(Duration.ZERO);
            }
            return messages;
        }
    }

    /// Facts about threaded processes.
    abstract static class OnANodeWithThreads {
        final Node node = Node.start();
        final Self self = node.self();
        final Pid me = self.pid();

        @AfterEach
        void closeNode() {
            node.close();
        }

        ExitReason endOf(Consumer<Self> body) {
            MonitorRef ref = self.spawnMonitor(body);
            return downOf(ref).reason();
        }

        Down downOf(MonitorRef ref) {
            return self.receive(
                            message ->
                                    message instanceof Down down && down.ref().equals(ref)
                                            ? Receive.take(down)
                                            : Receive.skip(),
                            PATIENCE)
                    .orElseThrow();
        }
    }

    /// A server that knows a number and does what it is told.
    static final class Server extends GenServer<Call<?>, Integer> {
        record Get() implements Call<Integer> {}

        record CallYourself() implements Call<Integer> {}

        record DieSoon() implements Call<Integer> {}

        @Override
        protected Init<Integer> init() {
            return ok(1);
        }

        @Override
        protected Outcome<Integer> handleCall(Call<?> request, From from, Integer number) {
            switch (request) {
                case CallYourself() -> self().pid().call(new Get());
                case DieSoon() -> self().sendAfter(TICK, "die");
                default -> {
                    return reply(number, number);
                }
            }
            return noReply(number);
        }

        @Override
        protected Outcome<Integer> handleInfo(Object message, Integer number) {
            if (message.equals("die")) {
                self().pid().exit(ExitReason.kill());
            }
            return noReply(number);
        }
    }

    @Nested
    class Timers extends OnASimulatedNode {
        @Test
        @DisplayName("cancel_timer running")
        void cancellingATimerSaysHowLongItHadToGo() {
            TimerRef timer = self.sendAfter(TICK, "x");
            node.advance(Duration.ofMillis(30));

            assertThat(timer.cancel()).contains(Duration.ofMillis(70));
        }

        @Test
        @DisplayName("cancel_timer twice")
        void cancellingATimerTwiceSaysNothing() {
            TimerRef timer = self.sendAfter(TICK, "x");
            timer.cancel();

            assertThat(timer.cancel()).isEmpty();
        }

        @Test
        @DisplayName("cancel_timer after it fired, message stays")
        void cancellingATimerThatFiredLeavesItsMessage() {
            TimerRef timer = self.sendAfter(TICK, "x");
            node.advance(TICK);

            assertThat(timer.cancel()).isEmpty();
            assertThat(mailbox()).containsExactly("x");
        }

        @Test
        @DisplayName("read_timer running / fired")
        void readingATimerSaysHowLongItHasToGo() {
            TimerRef timer = self.sendAfter(TICK, "x");
            assertThat(timer.remaining()).contains(TICK);

            node.advance(TICK);
            assertThat(timer.remaining()).isEmpty();
        }

        @Test
        @DisplayName("cancelled timer sends nothing")
        void aCancelledTimerSendsNothing() {
            self.sendAfter(TICK, "x").cancel();
            node.advance(TICK.multipliedBy(2));

            assertThat(mailbox()).isEmpty();
        }

        @Test
        @DisplayName("send_after negative")
        void aNegativeDelayIsRefused() {
            assertThatThrownBy(() -> self.sendAfter(Duration.ofMillis(-1), "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        @DisplayName("send_after 0 delivers")
        void aDelayOfZeroDelivers() {
            self.sendAfter(Duration.ZERO, "x");
            node.settle();

            assertThat(mailbox()).containsExactly("x");
        }

        @Test
        @DisplayName("timer of a dead destination is gone")
        void aTimerGoesWithItsDestination() {
            Pid server = node.start(new Server()).pid();
            TimerRef timer = self.sendAfter(TICK, server, "x");
            server.exit(ExitReason.kill());
            node.settle();

            assertThat(timer.remaining()).isEmpty();
        }

        @Test
        @DisplayName("send_after to a name is resolved when it fires")
        void aTimerToANameLooksItUpWhenItFires() {
            self.sendAfter(TICK, "late", "x");
            node.register("late", me);
            node.advance(TICK);

            assertThat(mailbox()).containsExactly("x");
        }

        @Test
        @DisplayName("send_after to a name nobody has")
        void aTimerToANameThatNobodyHasDoesNothing() {
            self.sendAfter(TICK, "nobody", "x");
            node.advance(TICK.multipliedBy(2));

            assertThat(me.isAlive()).isTrue();
            assertThat(mailbox()).isEmpty();
        }
    }

    @Nested
    class Receiving extends OnASimulatedNode {
        @Test
        @DisplayName("selective receive leaves the rest in order")
        void aSelectiveReceiveLeavesTheRestInOrder() {
            List.of("a", "b", "c", "d").forEach(me::send);

            assertThat(take(List.of("c"), PATIENCE)).contains("c");
            assertThat(mailbox()).containsExactly("a", "b", "d");
        }

        @Test
        @DisplayName("receive after 0 looks at the mailbox first")
        void aReceiveWithoutPatienceLooksAtTheMailboxFirst() {
            me.send("first");
            me.send("got");

            assertThat(take(List.of("got"), Duration.ZERO)).contains("got");
        }

        @Test
        @DisplayName("receive clause order: first message wins, not first clause")
        void theFirstMessageWins() {
            me.send("b");
            me.send("a");

            assertThat(take(List.of("a", "b"), PATIENCE)).contains("b");
        }

        @Test
        @DisplayName("receive after does not restart on non-matching messages")
        void aTimeoutDoesNotStartAgainWithMessagesThatDoNotMatch() {
            self.sendAfter(Duration.ofMillis(60), "other");
            long start = node.clock().nanoTime();

            assertThat(take(List.of("wanted"), TICK)).isEmpty();
            assertThat(node.clock().nanoTime() - start).isEqualTo(TICK.toNanos());
        }

        @Test
        @DisplayName("message_queue_len")
        void theMailboxHasALength() {
            me.send("a");
            me.send("b");

            assertThat(node.info(me).orElseThrow().messageQueueLength()).isEqualTo(2);
        }

        @Test
        @DisplayName("Process.info of a dead process")
        void nothingIsKnownOfTheDead() {
            assertThat(node.info(deadServer())).isEmpty();
        }

        private Optional<String> take(List<String> wanted, Duration timeout) {
            return self.receive(
                    message ->
                            message instanceof String text && wanted.contains(text)
                                    ? Receive.take(text)
                                    : Receive.skip(),
                    timeout);
        }
    }

    @Nested
    class Servers extends OnASimulatedNode {
        @Test
        @DisplayName("call to a dead pid")
        void aCallToADeadProcessFailsWithNoProc() {
            Pid dead = deadServer();

            assertThatThrownBy(() -> dead.call(new Server.Get()))
                    .asInstanceOf(type(CallFailed.NoProcess.class))
                    .returns(ExitReason.noProc(), CallFailed::reason);
        }

        @Test
        @DisplayName("call to an unknown name")
        void aCallToAnUnknownNameFailsWithNoProc() {
            assertThatThrownBy(() -> node.call("nobody", new Server.Get()))
                    .asInstanceOf(type(CallFailed.NoProcess.class))
                    .returns(ExitReason.noProc(), CallFailed::reason);
        }

        @Test
        @DisplayName("call to self")
        void aCallToOneselfFails() {
            Pid server = node.start(new Server()).pid();

            assertThatThrownBy(() -> server.call(new Server.CallYourself()))
                    .asInstanceOf(type(CallFailed.class))
                    .extracting(CallFailed::reason)
                    .asInstanceOf(type(ExitReason.Crashed.class))
                    .extracting(ExitReason.Crashed::cause)
                    .isInstanceOf(CallFailed.CallingSelf.class);
        }

        @Test
        @DisplayName("cast to a dead pid / unknown name")
        void aCastToNobodyDoesNothing() {
            Pid dead = deadServer();

            assertThatCode(() -> dead.cast("x")).doesNotThrowAnyException();
            assertThatCode(() -> node.cast("nobody", "x")).doesNotThrowAnyException();
        }

        @Test
        @DisplayName("server dies during the call")
        void aCallFailsWithTheReasonOfTheServer() {
            Pid server = node.start(new Server()).pid();

            assertThatThrownBy(() -> server.call(new Server.DieSoon()))
                    .asInstanceOf(type(CallFailed.class))
                    .returns(ExitReason.killed(), CallFailed::reason);
        }

        @Test
        @DisplayName("GenServer.stop of a dead pid")
        void stoppingADeadServerFailsWithNoProc() {
            Pid dead = deadServer();

            assertThatThrownBy(dead::stop)
                    .asInstanceOf(type(CallFailed.class))
                    .returns(ExitReason.noProc(), CallFailed::reason);
        }

        @Test
        @DisplayName("GenServer.stop reason")
        void aServerIsStoppedWithAReason() {
            Pid server = node.start(new Server()).pid();
            MonitorRef ref = self.monitor(server);
            server.stop(ExitReason.other("bye"), PATIENCE);

            assertThat(self.receive(PATIENCE))
                    .contains(new Down(ref, server, ExitReason.other("bye")));
        }

        @Test
        @DisplayName("default call timeout in ms")
        void aCallWaitsForFiveSecondsByDefault() {
            Pid server = node.start(new Server()).pid();
            Sys.suspend(server);
            long start = node.clock().nanoTime();

            assertThatThrownBy(() -> server.call(new Server.Get()))
                    .isInstanceOf(CallFailed.TimedOut.class);
            assertThat(node.clock().nanoTime() - start).isEqualTo(Duration.ofSeconds(5).toNanos());
        }

        @Test
        @DisplayName("start_link with a taken name")
        void aStartWithATakenNameTellsWhoHasIt() {
            Pid first = node.start(new Server(), named("server")).pid();

            assertThat(self.startLink(new Server(), named("server")))
                    .isEqualTo(new Started.AlreadyStarted(first));
        }

        @Test
        @DisplayName("name is free as soon as DOWN arrives")
        void aNameIsFreeWhenDownArrives() {
            Pid server = node.start(new Server(), named("server")).pid();
            self.monitor(server);
            server.exit(ExitReason.kill());

            assertThat(self.receive(Down.class, PATIENCE)).isPresent();
            assertThat(node.whereis("server")).isEmpty();
        }

        @Test
        @DisplayName("sys suspend twice / resume twice")
        void suspendingAndResumingTwiceIsAsOnce() {
            Pid server = node.start(new Server()).pid();
            Sys.suspend(server);
            Sys.suspend(server);
            Sys.resume(server);
            Sys.resume(server);

            assertThat(server.call(new Server.Get())).isEqualTo(1);
        }

        @Test
        @DisplayName("sys get_state / replace_state while suspended")
        void theStateOfASuspendedServerCanBeSeenAndReplaced() {
            Pid server = node.start(new Server()).pid();
            Sys.suspend(server);

            assertThat(Sys.getState(server)).isEqualTo(1);
            assertThat(Sys.replaceState(server, state -> (Integer) state + 1)).isEqualTo(2);
            assertThat(Sys.getState(server)).isEqualTo(2);
        }

        @Test
        @DisplayName("sys replace_state with a failing function keeps the state")
        void aStateChangeThatFailsLeavesTheState() {
            Pid server = node.start(new Server()).pid();

            assertThatThrownBy(() ->
                            Sys.replaceState(
                                    server,
                                    _ -> {
                                        throw new IllegalStateException("no");
                                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.isAlive()).isTrue();
            assertThat(Sys.getState(server)).isEqualTo(1);
        }

        @Test
        @DisplayName("sys call to a plain process times out")
        void aSystemCallToAProcessThatIsNoServerTimesOut() {
            Pid plain = node.start(Deaf::new).pid();

            assertThatThrownBy(() -> Sys.getState(plain)).isInstanceOf(CallFailed.TimedOut.class);
        }
    }

    /// A process that answers to nothing.
    private static final class Deaf implements Behaviour {
        @Override
        public Start onStart(Self self) {
            return new Start.Ready();
        }

        @Override
        public void onCall(Object request, From from) {}

        @Override
        public void onCast(Object message) {}

        @Override
        public void onMessage(Object message) {}
    }

    @Nested
    class Processes extends OnANodeWithThreads {
        @Test
        @DisplayName("trap_exit flag returns the old value and is not inherited")
        void trappingExitsIsNotInherited() {
            node.spawn(parent -> {
                me.send(parent.trapExit(true));
                node.spawn(child -> me.send(child.trapExit(true)));
            });

            assertThat(self.receive(PATIENCE)).contains(false);
            assertThat(self.receive(PATIENCE)).contains(false);
        }

        @Test
        @DisplayName("Process.exit returns true even for dead pids")
        void anExitSignalToADeadProcessDoesNothing() {
            MonitorRef ref = self.spawnMonitor(_ -> {});
            Pid dead = downOf(ref).pid();

            assertThatCode(() -> dead.exit(ExitReason.kill())).doesNotThrowAnyException();
        }

        @Test
        @DisplayName("exit reason of raise")
        void anExceptionIsTheReason() {
            assertThat(
                            endOf(_ -> {
                                throw new IllegalArgumentException("oops");
                            }))
                    .isEqualTo(ExitReason.crashed(new IllegalArgumentException("oops")));
        }

        @Test
        @DisplayName("exit reason of a function that returns")
        void aProcessThatIsDoneEndsNormally() {
            assertThat(endOf(_ -> {})).isEqualTo(ExitReason.normal());
        }

        @Test
        @DisplayName("exit can be caught; exit signals cannot")
        void anExitOfOnesOwnCanBeCaughtAndASignalCannot() {
            MonitorRef ref =
                    self.spawnMonitor(process -> {
                        try {
                            throw process.exit(ExitReason.other("own"));
                        } catch (ProcessExit exit) {
                            me.send("caught");
                        }
                        process.receive();
                    });
            assertThat(self.receive(PATIENCE)).contains("caught");
            assertThat(ref.target().isAlive()).isTrue();

            ref.target().exit(ExitReason.other("boom"));
            assertThat(downOf(ref).reason()).isEqualTo(ExitReason.other("boom"));
        }

        @Test
        @DisplayName("monitor by name puts {name,node} in DOWN")
        void aMonitorByNameKnowsItsName() {
            Pid pid = node.spawn(Self::receive);
            node.register("watched", pid);
            MonitorRef ref = self.monitor("watched");
            pid.exit(ExitReason.kill());

            Down down = downOf(ref);
            assertThat(down.reason()).isEqualTo(ExitReason.killed());
            assertThat(down.ref().targetName()).contains("watched");
        }

        @Test
        @DisplayName("demonitor flush removes a queued DOWN")
        void demonitoringWithFlushRemovesADownThatHasCome() {
            MonitorRef ref = monitorOfTheDead();

            assertThat(self.demonitor(ref)).isFalse();
            assertThat(self.receive(Duration.ZERO)).isEmpty();
        }

        @Test
        @DisplayName("demonitor without flush leaves a queued DOWN")
        void demonitoringWithoutFlushLeavesADownThatHasCome() {
            MonitorRef ref = monitorOfTheDead();

            assertThat(self.demonitor(ref, Self.Demonitor.KEEP)).isFalse();
            assertThat(self.receive(Duration.ZERO)).containsInstanceOf(Down.class);
        }

        @Test
        @DisplayName("register nil / taken / itself twice")
        void aNameIsForOneProcessAndAProcessHasOneName() {
            Pid pid = node.spawn(Self::receive);
            node.register("name", pid);

            assertThatThrownBy(() -> node.register("name", me))
                    .asInstanceOf(type(NameTaken.class))
                    .returns(pid, NameTaken::holder);
            assertThatThrownBy(() -> node.register("another", pid))
                    .isInstanceOf(IllegalArgumentException.class);
            node.unregister("name");
            assertThatThrownBy(() -> node.send("name", "x")).isInstanceOf(NoSuchName.class);
        }

        /// A monitor whose Down is in the mailbox and stays there.
        private MonitorRef monitorOfTheDead() {
            MonitorRef ref = self.spawnMonitor(_ -> {});
            assertThat(
                            self.receive(
                                    message -> {
                                        if (message instanceof Down) {
                                            me.send("seen");
                                            return Receive.skip();
                                        }
                                        return Receive.take(message);
                                    },
                                    PATIENCE))
                    .contains("seen");
            return ref;
        }
    }
}
