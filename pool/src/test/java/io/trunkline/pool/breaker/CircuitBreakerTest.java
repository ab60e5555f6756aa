package io.trunkline.pool.breaker;

import static io.trunkline.pool.breaker.CircuitState.CLOSED;
import static io.trunkline.pool.breaker.CircuitState.DISABLED;
import static io.trunkline.pool.breaker.CircuitState.FORCED_OPEN;
import static io.trunkline.pool.breaker.CircuitState.HALF_OPEN;
import static io.trunkline.pool.breaker.CircuitState.METRICS_ONLY;
import static io.trunkline.pool.breaker.CircuitState.OPEN;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.trunkline.pool.guard.Backoff;
import io.trunkline.pool.guard.CheckedSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

class CircuitBreakerTest {
    private final TestClock clock = new TestClock();

    private BreakerBuilder named() {
        return CircuitBreaker.named("billing").clock(clock);
    }

    @Test
    void aClosedCircuitRunsCallsAndCountsThem() {
        CircuitBreaker breaker = named().build();

        assertThat(breaker.<String, RuntimeException>call(() -> "done")).isEqualTo("done");

        assertThat(breaker.snapshot().successes()).isEqualTo(1);
        assertThat(breaker.snapshot().state()).isEqualTo(CLOSED);
    }

    @Test
    void fiveFailuresInARowOpenItForThirtySeconds() {
        CircuitBreaker breaker = named().build();

        fail(breaker, 4);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(refusal(breaker).retryAfter()).isEqualTo(ofSeconds(30));
        clock.advance(ofSeconds(30).minusNanos(1));
        assertThat(refusal(breaker).retryAfter()).isEqualTo(Duration.ofNanos(1));
        clock.advanceNanos(1);
        succeed(breaker, 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aSuccessBeginsTheCountAnew() {
        CircuitBreaker breaker = named().build();

        fail(breaker, 4);
        succeed(breaker, 1);
        fail(breaker, 4);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().recent().failed()).isEqualTo(4);
    }

    @Test
    void anOpenCircuitRunsNothing() {
        CircuitBreaker breaker = named().failures(1).build();
        fail(breaker, 1);
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> breaker.run(runs::incrementAndGet))
                .isInstanceOf(CircuitOpenException.class)
                .hasMessage("CircuitOpen: breaker=billing, state=OPEN");

        assertThat(runs).hasValue(0);
        assertThat(breaker.snapshot().refused()).isEqualTo(1);
    }

    @Test
    void exactlyOneProbeRunsWhenTheTimeIsUp() {
        CircuitBreaker breaker = named().failures(1).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));

        Permit probe = permit(breaker);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.tryAcquire()).isNull();
        assertThat(refusal(breaker).state()).isEqualTo(HALF_OPEN);

        probe.onSuccess(0);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().recent().calls()).isZero();
    }

    @Test
    void aProbeThatFailsOpensItForTheFullTimeAgain() {
        CircuitBreaker breaker = named().failures(1).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(31));
        fail(breaker, 1);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.snapshot().retryAfter()).isEqualTo(ofSeconds(30));
    }

    @Test
    void callsThatBeganBeforeItOpenedChangeNothing() {
        CircuitBreaker breaker = named().failures(1).build();
        Permit early = permit(breaker);
        Permit earlyToo = permit(breaker);
        fail(breaker, 1);

        early.onSuccess(0);
        assertThat(breaker.state()).isEqualTo(OPEN);
        clock.advance(ofSeconds(30));
        Permit probe = permit(breaker);
        earlyToo.onError(0, new IOException());
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        probe.onSuccess(0);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().late()).isEqualTo(2);
        assertThat(breaker.snapshot().recent().failed()).isZero();
    }

    @Test
    void aProbeThatNeverEndsLosesItsPlace() {
        CircuitBreaker breaker = named().failures(1).probeLease(ofSeconds(10)).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        Permit lost = permit(breaker);
        clock.advance(ofSeconds(10).minusNanos(1));
        assertThat(breaker.tryAcquire()).isNull();
        clock.advanceNanos(1);

        Permit second = permit(breaker);
        lost.onError(0, new IOException());
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        second.onSuccess(0);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().late()).isEqualTo(1);
    }

    @Test
    void aProbeWhoseLeaseIsOverStillCountsWhileNobodyTookItsPlace() {
        CircuitBreaker breaker = named().failures(1).probeLease(ofSeconds(10)).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        Permit slow = permit(breaker);
        clock.advance(ofSeconds(60));

        slow.onSuccess(0);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void aProbeThatSaysNothingGivesItsPlaceBack() {
        CircuitBreaker breaker = named().failures(1).ignore(IOException.class).build();
        breaker.transitionTo(OPEN);
        clock.advance(ofSeconds(30));
        permit(breaker).onError(0, new IOException());
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);

        permit(breaker).release();
        permit(breaker).onSuccess(0);

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().ignored()).isEqualTo(2);
    }

    @Test
    void severalProbesMustAllGoWell() {
        CircuitBreaker breaker = named().failures(1).probes(3).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        List<Permit> probes = List.of(permit(breaker), permit(breaker), permit(breaker));
        assertThat(breaker.tryAcquire()).isNull();

        probes.get(2).onSuccess(0);
        probes.get(0).onSuccess(0);
        assertThat(breaker.tryAcquire()).as("a place that has a result").isNull();
        assertThat(breaker.snapshot().recent().calls()).isEqualTo(2);
        probes.get(1).onSuccess(0);
        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void withARateSomeProbesMayFail() {
        CircuitBreaker breaker =
                named().countWindow(10).failureRate(50).minimumCalls(1).probes(4).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        succeed(breaker, 3);
        assertThat(breaker.state()).isEqualTo(CLOSED);

        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        fail(breaker, 2);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void staysOpenLongerEachTimeAndBeginsAnewOnceClosed() {
        CircuitBreaker breaker =
                named().failures(1)
                        .openFor(Backoff.exponential(ofSeconds(1), ofSeconds(3)))
                        .build();
        List<Duration> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fail(breaker, 1);
            open.add(breaker.snapshot().retryAfter());
            clock.advance(open.getLast());
        }
        succeed(breaker, 1);
        fail(breaker, 1);
        open.add(breaker.snapshot().retryAfter());

        assertThat(open)
                .containsExactly(
                        ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(3), ofSeconds(1));
    }

    @Test
    void jitterComesFromTheGivenRandomness() {
        var backoff = Backoff.fixed(ofSeconds(10)).withJitter(0.5);
        CircuitBreaker breaker = named().failures(1).openFor(backoff).random(new Random(1)).build();
        fail(breaker, 1);

        assertThat(breaker.snapshot().retryAfter()).isEqualTo(backoff.delay(1, new Random(1)));
    }

    @Test
    void countsFailuresInAWindowOfCalls() {
        CircuitBreaker breaker = named().failures(3).countWindow(5).build();

        fail(breaker, 2);
        succeed(breaker, 4);
        fail(breaker, 1);
        assertThat(breaker.state()).as("the first one is out").isEqualTo(CLOSED);
        assertThat(breaker.snapshot().recent()).isEqualTo(new CircuitSnapshot.Recent(5, 1, 0));
        fail(breaker, 2);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aWindowOfOneCallIsOpenedByOneFailure() {
        CircuitBreaker breaker = named().countWindow(1).build();
        succeed(breaker, 3);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aRateSaysNothingBelowTheMinimumOfCalls() {
        CircuitBreaker breaker = named().countWindow(100).failureRate(50).minimumCalls(10).build();
        fail(breaker, 9);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aSuccessNeverOpensIt() {
        CircuitBreaker breaker = named().countWindow(100).failureRate(50).minimumCalls(10).build();
        fail(breaker, 9);
        succeed(breaker, 5);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void forgetsWhatIsOlderThanAWindowOfTime() {
        CircuitBreaker breaker =
                named().timeWindow(ofSeconds(10)).failureRate(50).minimumCalls(4).build();
        fail(breaker, 3);
        clock.advance(ofSeconds(5));
        succeed(breaker, 2);
        clock.advance(ofSeconds(5));
        assertThat(breaker.snapshot().recent()).isEqualTo(new CircuitSnapshot.Recent(2, 0, 0));
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aWindowOfTimeSurvivesALongSilence() {
        CircuitBreaker breaker = named().failures(2).timeWindow(ofMillis(1)).build();
        fail(breaker, 1);
        clock.advance(Duration.ofDays(400));
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void slowCallsOpenItAlthoughTheyGoWell() {
        CircuitBreaker breaker =
                named().countWindow(4)
                        .slowCalls(ofSeconds(1), 75)
                        .minimumCalls(4)
                        .listener(change -> {})
                        .build();
        breaker.<RuntimeException>run(() -> {});
        for (int i = 0; i < 3; i++) {
            assertThat(breaker.state()).isEqualTo(CLOSED);
            breaker.<RuntimeException>run(() -> clock.advance(ofSeconds(1)));
        }

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.snapshot().slow()).isEqualTo(3);
        assertThat(breaker.snapshot().successes()).isEqualTo(4);
    }

    @Test
    void slowCallsAreCountedInAWindowOfTime() {
        CircuitBreaker breaker =
                named().timeWindow(ofSeconds(10))
                        .slowCalls(ofSeconds(1), 50)
                        .minimumCalls(2)
                        .build();
        permit(breaker).onSuccess(0);
        permit(breaker).onSuccess(ofSeconds(1).toNanos());
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aSlowProbeOpensItAgain() {
        CircuitBreaker breaker = named().countWindow(1).slowCalls(ofSeconds(1), 100).build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        permit(breaker).onSuccess(ofSeconds(1).toNanos());
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void theCallersOwnEndIsNoFailureOfTheService() {
        CircuitBreaker breaker = named().failures(1).build();

        permit(breaker).onError(0, new InterruptedException());
        permit(breaker).onError(0, new CancellationException());

        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().ignored()).isEqualTo(2);
    }

    @Test
    void recordsOnlyTheExceptionsItWasTold() {
        CircuitBreaker breaker = named().failures(1).record(IOException.class::isInstance).build();
        permit(breaker).onError(0, new IllegalStateException());
        assertThat(breaker.state()).isEqualTo(CLOSED);
        permit(breaker).onError(0, new IOException());
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void recordsResultsAndReturnsThem() {
        CircuitBreaker breaker = named().failures(2).recordResult(Objects::isNull).build();

        assertThat(breaker.<Object, RuntimeException>call(() -> null)).isNull();
        breaker.callAsync(() -> CompletableFuture.completedFuture(null));

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aPredicateThatThrowsCountsAsAFailureAndLosesNothing() {
        CircuitBreaker breaker =
                named().failures(1)
                        .record(thrown -> {
                            throw new IllegalStateException("predicate");
                        })
                        .build();

        assertThatThrownBy(() ->
                        breaker.call(() -> {
                            throw new IOException("call");
                        }))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void errorsCountAndReachTheCaller() {
        CircuitBreaker breaker = named().failures(1).build();
        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() ->
                        breaker.run(() -> {
                            throw new StackOverflowError();
                        }));
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void aGuardedSupplierMayBeCalledAgainAndAgain() throws Exception {
        CircuitBreaker breaker = named().build();
        AtomicInteger runs = new AtomicInteger();
        CheckedSupplier<Integer> guarded = breaker.guard(runs::incrementAndGet);
        assertThat(guarded.get() + guarded.get()).isEqualTo(3);
        assertThat(breaker.snapshot().successes()).isEqualTo(2);
    }

    @Test
    void countsAFutureBeforeAnyoneSeesIt() {
        CircuitBreaker breaker = named().failures(1).build();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<String> counted = breaker.callAsync(() -> answer);
        List<CircuitState> seen = new ArrayList<>();
        counted.whenComplete((result, thrown) -> seen.add(breaker.state()));

        answer.completeExceptionally(new CompletionException(new IOException()));

        assertThat(seen).containsExactly(OPEN);
        assertThat(breaker.callAsync(() -> answer)).isCompletedExceptionally();
        assertThat(breaker.snapshot().refused()).isEqualTo(1);
    }

    @Test
    void aCallThatCannotBeStartedIsAFailureInTheFuture() {
        CircuitBreaker breaker = named().failures(1).build();
        CompletableFuture<Object> counted =
                breaker.callAsync(() -> {
                    throw new IllegalStateException("no");
                });
        assertThat(counted).isCompletedExceptionally();
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void cancellingAFutureCancelsTheCallAndDoesNotCount() {
        CircuitBreaker breaker = named().failures(1).build();
        CompletableFuture<String> answer = new CompletableFuture<>();

        breaker.callAsync(() -> answer).cancel(true);

        assertThat(answer).isCancelled();
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().ignored()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void canBePutIntoAnyStateByHandAndBack(CircuitState state) {
        CircuitBreaker breaker = named().failures(2).build();
        fail(breaker, 1);
        breaker.transitionTo(state);
        assertThat(breaker.state()).isEqualTo(state);
        assertThat(breaker.snapshot().recent().calls()).isZero();
        breaker.transitionTo(CLOSED);
        fail(breaker, 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.snapshot().generation()).isEqualTo(2);
    }

    @Test
    void forcedOpenLastsUntilSomebodyEndsIt() {
        CircuitBreaker breaker = named().build();
        breaker.transitionTo(FORCED_OPEN);
        clock.advance(Duration.ofDays(300));
        assertThat(refusal(breaker).state()).isEqualTo(FORCED_OPEN);
        assertThat(refusal(breaker).retryAfter()).isZero();
    }

    @Test
    void metricsOnlyCountsAndNeverOpens() {
        CircuitBreaker breaker = named().failures(1).build();
        breaker.transitionTo(METRICS_ONLY);
        fail(breaker, 3);
        assertThat(breaker.state()).isEqualTo(METRICS_ONLY);
        assertThat(breaker.snapshot().failures()).isEqualTo(3);
        assertThat(breaker.snapshot().recent().failed()).isEqualTo(3);
    }

    @Test
    void disabledCountsNothing() {
        CircuitBreaker breaker = named().failures(1).build();
        breaker.transitionTo(DISABLED);
        fail(breaker, 3);
        succeed(breaker, 3);
        assertThat(breaker.state()).isEqualTo(DISABLED);
        assertThat(breaker.snapshot().failures() + breaker.snapshot().successes()).isZero();
    }

    @Test
    void listenersHearOfEachChangeInOrderAndCannotBreakIt() {
        List<CircuitChange> heard = new ArrayList<>();
        CircuitBreaker breaker =
                named().failures(1)
                        .listener(change -> {
                            throw new IllegalStateException("listener");
                        })
                        .listener(heard::add)
                        .build();
        fail(breaker, 1);
        clock.advance(ofSeconds(30));
        succeed(breaker, 1);

        assertThat(heard)
                .containsExactly(
                        new CircuitChange("billing", CLOSED, OPEN, 1),
                        new CircuitChange("billing", OPEN, HALF_OPEN, 2),
                        new CircuitChange("billing", HALF_OPEN, CLOSED, 3));
    }

    @Test
    void aListenerMayChangeTheState() {
        List<CircuitState> heard = new ArrayList<>();
        CircuitBreaker[] self = new CircuitBreaker[1];
        self[0] =
                named().failures(1)
                        .listener(change -> {
                            if (change.to() == OPEN) {
                                self[0].transitionTo(FORCED_OPEN);
                            }
                            heard.add(change.to());
                        })
                        .listener(change -> heard.add(change.to()))
                        .build();
        fail(self[0], 1);
        assertThat(heard).containsExactly(OPEN, OPEN, FORCED_OPEN, FORCED_OPEN);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named().failures(0))
                .withMessage("failures must be >= 1: failures=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named().countWindow(10).minimumCalls(11).build())
                .withMessage("minimumCalls must be <= the window's size: minimumCalls=11, size=10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named().failureRate(10).build())
                .withMessageStartingWith("a rate must have a window");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named().countWindow(10).failureRate(0).build())
                .withMessage("failureRate must be above 0 and up to 100: failureRate=0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named().timeWindow(Duration.ZERO))
                .withMessage("size must be in 10 ns..365 days: size=PT0S");
    }

    private static Permit permit(CircuitBreaker breaker) {
        return Objects.requireNonNull(breaker.tryAcquire(), "permit");
    }

    private static void fail(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() ->
                            breaker.call(() -> {
                                throw new IOException("down");
                            }));
        }
    }

    private static void succeed(CircuitBreaker breaker, int times) {
        for (int i = 0; i < times; i++) {
            breaker.<RuntimeException>run(() -> {});
        }
    }

    private static CircuitOpenException refusal(CircuitBreaker breaker) {
        return catchThrowableOfType(CircuitOpenException.class, () -> breaker.run(() -> {}));
    }
}
