package io.trunkline.engine;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;
import static io.trunkline.engine.ExitReasons.NORMAL;
import static io.trunkline.engine.ExitReasons.NO_PROC;
import static io.trunkline.engine.ExitReasons.SHUTDOWN;
import static io.trunkline.engine.StartOptions.ExpiredCalls.HANDLE;
import static io.trunkline.engine.fixture.Patience.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.time.Duration.ZERO;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(60)
class CallTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final ExitReason BOOM = ExitReason.other("boom");
    private static final Duration SHORT = Duration.ofMillis(20);

    private record Get() implements Call<String> {}

    private record Keep() implements Call<String> {}

    /// Answers `Get` at once; keeps the caller of `Keep`.
    private static final class Keeper extends GenServer<Call<String>, Integer> {
        final AtomicReference<From> kept = new AtomicReference<>();
        final CountDownLatch keeps = new CountDownLatch(1);
        final List<Object> handled = new CopyOnWriteArrayList<>();

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Call<String> request, From from, Integer state) {
            handled.add(request);
            if (request instanceof Keep) {
                kept.set(from);
                keeps.countDown();
                return noReply(state);
            }
            return reply("got", state);
        }

        @Override
        protected Outcome<Integer> handleCast(Object message, Integer state) {
            if (message instanceof Throwable thrown) {
                throw new IllegalStateException(thrown);
            }
            return stop((ExitReason) message, state);
        }
    }

    private Node node;
    private Keeper keeper;
    private Pid server;

    @BeforeEach
    void startNode() {
        node = nodes.start();
        keeper = new Keeper();
        server = node.start(keeper).pid();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static CallFailed failureOf(CompletableFuture<?> future) {
        try {
            await(future);
        } catch (CompletionException e) {
            return (CallFailed) e.getCause();
        }
        throw new AssertionError("the call was answered");
    }

    /// A call from a thread of its own.
    private static <R> CompletableFuture<R> callFromAnotherThread(Pid pid, Call<R> request) {
        CompletableFuture<R> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        result.complete(pid.call(request, LONG));
                    } catch (Throwable t) {
                        result.completeExceptionally(t);
                    }
                });
        return result;
    }

    // --- replies ---

    @Test
    void aCallReturnsTheReply() {
        assertThat(server.call(new Get())).isEqualTo("got");
        assertThat(server.call(new Get(), ZERO)).isEqualTo("got");
        assertThat(server.call(new Get(), Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("got");
    }

    @Test
    void aReplyMayBeNull() {
        Pid lab = node.start(new Lab()).pid();
        assertThat(Lab.<Object>run(lab, l -> null)).isNull();
        assertThat(CallTest.<Object>await(lab.ask(new Lab.Run<>(l -> null)))).isNull();
    }

    @Test
    void aReplyMayComeLaterFromAnyThread() {
        CompletableFuture<String> reply = callFromAnotherThread(server, new Keep());
        Patience.await(keeper.keeps);
        From from = keeper.kept.get();
        assertThat(from.isExpired()).isFalse();
        from.reply("later");
        assertThat(await(reply)).isEqualTo("later");
        assertThat(from.isExpired()).isTrue();
    }

    @Test
    void onlyTheFirstReplyCounts() {
        Pid lab = node.start(new Lab()).pid();
        Object reply =
                Lab.step(
                        lab,
                        (from, state) -> {
                            from.reply("first");
                            from.reply("second");
                            return Lab.answer("third", state);
                        });
        assertThat(reply).isEqualTo("first");
        assertThat(node.deadLetters()).isZero();
    }

    // --- timeouts ---

    @Test
    void aCallTimesOutButNotEarly() {
        long before = System.nanoTime();
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> server.call(new Keep(), SHORT))
                .satisfies(e -> assertThat(e.request()).isEqualTo(new Keep()))
                .satisfies(e -> assertThat(e.target()).isEqualTo(server))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ExitReason.timeout()))
                .withMessageStartingWith(
                        "CallTimeout: call(" + server + ", Keep[], PT0.02S): reason=Timeout[]; ");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void aLateReplyIsDropped() {
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> server.call(new Keep(), SHORT));
        From from = keeper.kept.get();
        assertThat(from.isExpired()).isTrue();
        from.reply("late");
        assertThat(server.call(new Get())).isEqualTo("got");
        assertThat(node.self().receive(ZERO)).isEmpty();
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void theTimeoutTravelsWithTheRequest() {
        SimulatedNode simulated = nodes.simulated(1);
        Keeper slow = new Keeper();
        Pid pid = simulated.start(slow).pid();
        CompletableFuture<String> asked = pid.ask(new Keep(), Duration.ofSeconds(1));
        simulated.settle();
        assertThat(slow.kept.get().isExpired()).isFalse();
        simulated.advance(Duration.ofSeconds(1));
        assertThat(slow.kept.get().isExpired()).isTrue();
        assertThat(asked.exceptionNow()).isInstanceOf(CallFailed.TimedOut.class);
    }

    @Test
    void aServerDoesNotStartWorkForACallerThatHasGivenUp() {
        assertThat(handledAfterTimeout(StartOptions.defaults())).containsExactly("last");
    }

    @Test
    void aServerMayHandleExpiredCalls() {
        assertThat(handledAfterTimeout(StartOptions.defaults().withExpiredCalls(HANDLE)))
                .containsExactly("call", "ask", "last");
    }

    /// What a server handled that was busy while a caller gave up.
    private List<String> handledAfterTimeout(StartOptions options) {
        CountDownLatch end = new CountDownLatch(1);
        List<String> handled = new CopyOnWriteArrayList<>();
        Pid lab = node.start(new Lab(), options).pid();
        Lab.block(lab, end);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> lab.call(new Lab.Run<>(l -> handled.add("call")), SHORT));
        assertThat(failureOf(lab.ask(new Lab.Run<>(l -> handled.add("ask")), SHORT)))
                .isInstanceOf(CallFailed.TimedOut.class);
        end.countDown();
        Lab.run(lab, l -> handled.add("last"));
        return handled;
    }

    @Test
    void aNegativeTimeoutIsRefused() {
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> server.call(new Get(), negative));
        assertThatIllegalArgumentException().isThrownBy(() -> server.ask(new Get(), negative));
        assertThatIllegalArgumentException().isThrownBy(() -> server.stop(NORMAL, negative));
    }

    // --- servers that end ---

    @Test
    void aCallToADeadProcessFailsAtOnce() {
        server.exit(KILL);
        assertThatExceptionOfType(CallFailed.NoProcess.class)
                .isThrownBy(() -> server.call(new Get(), Duration.ofDays(1)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(NO_PROC))
                .withMessageStartingWith("NoProcess: call(" + server + ", Get[], PT24H)");
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void aCallThatWaitsInTheMailboxFailsWithTheReason() {
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        CompletableFuture<Integer> asked = lab.ask(new Lab.Run<>(l -> 1), LONG);
        CompletableFuture<Integer> called = callFromAnotherThread(lab, new Lab.Run<>(l -> 1));
        Patience.until("both wait", () -> node.info(lab).orElseThrow().messageQueueLength() == 2);
        lab.exit(BOOM);
        assertThat(failureOf(asked).reason()).isEqualTo(BOOM);
        assertThat(failureOf(called).reason()).isEqualTo(BOOM);
        end.countDown();
    }

    @Test
    void aCallBeingHandledFailsWithTheReason() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        CompletableFuture<Integer> asked =
                lab.ask(
                        new Lab.Run<>(l -> {
                            begun.countDown();
                            Patience.await(end);
                            return 1;
                        }));
        Patience.await(begun);
        lab.exit(KILL);
        // the handler still runs
        assertThat(failureOf(asked).reason()).isEqualTo(KILLED);
        end.countDown();
    }

    @Test
    void aCallWhoseFromIsKeptFailsWithTheReason() {
        CompletableFuture<String> called = callFromAnotherThread(server, new Keep());
        CompletableFuture<String> asked = server.ask(new Keep());
        Patience.until("both are kept", () -> keeper.handled.size() == 2);
        server.call(new Get());
        server.exit(BOOM);
        assertThat(failureOf(called).reason()).isEqualTo(BOOM);
        assertThat(failureOf(asked).reason()).isEqualTo(BOOM);
    }

    @Test
    void aServerThatStopsWithoutAReplyFailsTheCallAlsoWhenNormal() {
        CompletableFuture<String> kept = server.ask(new Keep());
        server.cast(NORMAL);
        assertThat(failureOf(kept).reason()).isEqualTo(NORMAL);
    }

    @Test
    void aCrashIsTheCauseOfTheCallersException() {
        Pid lab = node.start(new Lab()).pid();
        IllegalStateException cause = new IllegalStateException("server");
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(() ->
                        Lab.run(
                                lab,
                                l -> {
                                    throw cause;
                                }))
                .withCause(cause)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ExitReason.crashed(cause)));
    }

    // --- calling oneself ---

    @Test
    void aProcessCannotCallItself() {
        Pid lab = node.start(new Lab()).pid();
        assertThat(
                        Lab.<Boolean>run(
                                lab,
                                l -> {
                                    try {
                                        l.me().pid().call(new Lab.Run<>(x -> 1));
                                        return false;
                                    } catch (CallFailed.CallingSelf e) {
                                        return true;
                                    }
                                }))
                .isTrue();
        assertThat(
                        Lab.<Boolean>run(
                                lab,
                                l -> {
                                    try {
                                        l.me().pid().stop();
                                        return false;
                                    } catch (CallFailed.CallingSelf e) {
                                        return true;
                                    }
                                }))
                .isTrue();
    }

    @Test
    void anImplicitProcessCannotCallItselfEither() {
        assertThatExceptionOfType(CallFailed.CallingSelf.class)
                .isThrownBy(() -> node.self().pid().call(new Get(), SHORT));
        assertThatExceptionOfType(CallFailed.CallingSelf.class)
                .isThrownBy(() -> node.self().pid().stop(NORMAL, SHORT));
    }

    // --- ask ---

    @Test
    void askCompletesWithTheReply() {
        assertThat(await(server.ask(new Get()))).isEqualTo("got");
    }

    @Test
    void askFailsWhereCallWouldThrow() {
        Pid dead = node.start(new Keeper()).pid();
        dead.exit(KILL);
        assertThat(failureOf(dead.ask(new Get()))).isInstanceOf(CallFailed.NoProcess.class);
        assertThat(failureOf(server.ask(new Keep(), SHORT)))
                .isInstanceOf(CallFailed.TimedOut.class);
    }

    @Test
    void aCancelledAskIsNotHandled() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean handled = new AtomicBoolean();
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        CompletableFuture<Object> asked =
                lab.ask(
                        new Lab.Run<>(l -> {
                            handled.set(true);
                            return 1;
                        }));
        asked.cancel(false);
        end.countDown();
        Lab.run(lab, l -> 1);
        assertThat(handled).isFalse();
    }

    @Test
    void aCancelledAskWhoseFromIsKeptIsExpired() {
        CompletableFuture<String> asked = server.ask(new Keep());
        Patience.await(keeper.keeps);
        asked.cancel(false);
        assertThat(keeper.kept.get().isExpired()).isTrue();
        keeper.kept.get().reply("dropped");
        assertThat(asked).isCancelled();
    }

    @Test
    void aProcessMayAskItself() {
        Pid lab = node.start(new Lab()).pid();
        CompletableFuture<Integer> asked =
                Lab.run(lab, l -> l.me().pid().ask(new Lab.Run<>(x -> 1)));
        assertThat(await(asked)).isEqualTo(1);
    }

    @Test
    void stagesOfAFutureMaySendWhateverProcessDied() {
        Self self = node.self();
        Pid observer = self.pid();
        Pid lab = node.start(new Lab()).pid();
        // ended by its own exit signal, so the stage runs inside of what the dead process does
        CompletableFuture<Object> asked =
                lab.ask(
                        new Lab.Run<>(l -> {
                            var _ =
                                    l.me().pid()
                                            .ask(new Lab.Run<>(x -> 1))
                                            .whenComplete(
                                                    (reply, failure) -> observer.send("failed"));
                            l.me().pid().exit(BOOM);
                            return 1;
                        }));
        assertThat(failureOf(asked).reason()).isEqualTo(BOOM);
        assertThat(self.receive(SHORT.multipliedBy(100))).contains("failed");
    }

    // --- interrupts ---

    @Test
    void anInterruptedThreadThatIsNoProcessLeavesTheCall() {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                server.call(new Keep(), LONG);
                            } catch (CallFailed.Interrupted e) {
                                flag.complete(Thread.currentThread().isInterrupted());
                            }
                        });
        Patience.await(keeper.keeps);
        thread.interrupt();
        assertThat(await(flag)).isTrue();
        assertThat(keeper.kept.get().isExpired()).isTrue();
    }

    @Test
    void anInterruptDoesNotEndTheCallOfAProcess() {
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        node.spawn(me -> {
            thread.complete(Thread.currentThread());
            try {
                result.complete(server.call(new Keep(), LONG));
            } catch (CallFailed e) {
                result.completeExceptionally(e);
            }
        });
        Patience.await(keeper.keeps);
        Patience.untilWaiting(await(thread));
        thread.join().interrupt();
        Patience.until(
                "the interrupt is taken in",
                () -> result.isDone() || !thread.join().isInterrupted());
        Patience.until(
                "the call goes on",
                () -> result.isDone() || thread.join().getState() == Thread.State.TIMED_WAITING);
        keeper.kept.get().reply("reply");
        assertThat(await(result)).isEqualTo("reply");
    }

    // --- threaded processes ---

    @Test
    void aThreadedProcessGetsCallsAsRequests() {
        Pid echo =
                node.spawn(self -> {
                    while (true) {
                        if (self.receive() instanceof Request(Call<?> call, From from)) {
                            from.reply(call.toString());
                        }
                    }
                });
        assertThat(echo.call(new Get())).isEqualTo("Get[]");
        assertThat(await(echo.ask(new Get()))).isEqualTo("Get[]");
    }

    @Test
    void aRequestThatAThreadedProcessKeepsFailsWhenItEnds() {
        Pid pid =
                node.spawn(self -> {
                    self.receive();
                    self.receive();
                });
        CompletableFuture<String> asked = pid.ask(new Get());
        pid.send("end");
        assertThat(failureOf(asked).reason()).isEqualTo(NORMAL);
    }

    @Test
    void aRequestSkippedByAThreadedProcessFailsWhenItEnds() {
        Pid pid = node.spawn(self -> self.receive(String.class, LONG));
        CompletableFuture<String> asked = pid.ask(new Get());
        pid.send("end");
        assertThat(failureOf(asked).reason()).isEqualTo(NORMAL);
        assertThat(node.deadLetters()).isZero();
    }

    @Test
    void anImplicitProcessAnswersCalls() {
        Self self = node.self();
        CompletableFuture<String> asked = self.pid().ask(new Get());
        Request request = self.receive(Request.class, LONG).orElseThrow();
        assertThat(request.call()).isEqualTo(new Get());
        request.from().reply("reply");
        assertThat(asked).isCompletedWithValue("reply");
    }

    // --- stop ---

    @Test
    void stopEndsAServerInOrder() {
        Lab lab = new Lab();
        Pid pid = node.start(lab).pid();
        pid.cast("before");
        pid.stop();
        assertThat(pid.isAlive()).isFalse();
        assertThat(lab.seen()).containsExactly("before", new Lab.Terminated(NORMAL));
    }

    @Test
    void stopTakesAReason() {
        MonitorRef ref = node.self().monitor(server);
        server.stop(SHUTDOWN, LONG);
        assertThat(node.self().receive(LONG)).contains(new Down(ref, server, SHUTDOWN));
    }

    @Test
    void stopFailsWithTheActualReasonIfTheServerEndsOtherwise() {
        Pid pid =
                node.start(
                                new Lab() {
                                    @Override
                                    protected void terminate(ExitReason reason, Object state) {
                                        throw new IllegalStateException("terminate");
                                    }
                                })
                        .pid();
        assertThatExceptionOfType(CallFailed.class)
                .isThrownBy(pid::stop)
                .satisfies(e ->
                        assertThat(e.reason())
                                .isEqualTo(
                                        ExitReason.crashed(
                                                new IllegalStateException("terminate"))));
    }

    @Test
    void stopOfADeadProcessFails() {
        server.exit(KILL);
        assertThatExceptionOfType(CallFailed.NoProcess.class).isThrownBy(server::stop);
    }

    @Test
    void stopTimesOut() {
        CountDownLatch end = new CountDownLatch(1);
        Pid lab = node.start(new Lab()).pid();
        Lab.block(lab, end);
        assertThatExceptionOfType(CallFailed.TimedOut.class)
                .isThrownBy(() -> lab.stop(NORMAL, SHORT));
        end.countDown();
    }

    @Test
    void stopIsAnExitSignalToAThreadedProcess() {
        Pid plain = node.spawn(Self::receive);
        plain.stop(SHUTDOWN, LONG);
        assertThat(plain.isAlive()).isFalse();
        CompletableFuture<Object> got = new CompletableFuture<>();
        CountDownLatch traps = new CountDownLatch(1);
        Pid trapping =
                node.spawn(self -> {
                    self.trapExit(true);
                    traps.countDown();
                    Object message = self.receive();
                    got.complete(message);
                    throw self.exit(((Exit) message).reason());
                });
        Patience.await(traps);
        trapping.stop(BOOM, LONG);
        assertThat(((Exit) await(got)).reason()).isEqualTo(BOOM);
    }

    @Test
    void aServerStopsAnother() {
        Pid lab = node.start(new Lab()).pid();
        Lab.run(
                lab,
                l -> {
                    server.stop();
                    return true;
                });
        assertThat(server.isAlive()).isFalse();
        assertThat(lab.isAlive()).isTrue();
    }
}
