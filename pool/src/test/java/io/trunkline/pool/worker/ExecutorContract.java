package io.trunkline.pool.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.trunkline.engine.Node;
import io.trunkline.engine.spi.NodeServices;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What `ExecutorService` promises, for the executor of a pool with two workers and room for eight.
@Timeout(60)
abstract class ExecutorContract {
    private static final int WORKERS = 2;
    private static final int ROOM = 8;

    private final CountDownLatch release = new CountDownLatch(1);
    private Node node;
    private WorkerPool pool;
    private ExecutorService executor;

    /// The kind of workers.
    abstract WorkerSpec on(WorkerSpec spec);

    /// Whether a running task's thread may be interrupted.
    boolean interrupts() {
        return true;
    }

    @BeforeEach
    void start() {
        node = Node.start();
        pool = WorkerPool.start(node, on(WorkerSpec.workers(WORKERS).queue(ROOM, WhenFull.REJECT)));
        executor = pool.asExecutorService();
    }

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        executor.shutdownNow();
        assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
        assertThat(pool.workers()).isEmpty();
        node.close();
        while (NodeServices.of(node).census().threads() > 0) {
            Thread.yield(); // its process has ended, and it is about to
        }
        assertThat(NodeServices.of(node).census().timers()).isZero();
    }

    private void hold() {
        boolean interrupted = false;
        while (true) {
            try {
                release.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                if (interrupts()) {
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Has all workers busy until `release`.
    private void occupy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            executor.execute(() -> {
                begun.countDown();
                hold();
            });
        }
        begun.await();
    }

    // --- execute and submit ---

    @Test
    void runsWhatIsExecuted() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        executor.execute(ran::countDown);
        assertThat(ran.await(20, SECONDS)).isTrue();
    }

    @Test
    void givesTheValueOfACallable() throws Exception {
        assertThat(executor.submit(() -> "a").get()).isEqualTo("a");
        assertThat(executor.submit(() -> "a").get(20, SECONDS)).isEqualTo("a");
    }

    @Test
    void givesNullForARunnableOrTheResultThatCameWithIt() throws Exception {
        Runnable nothing = () -> {};
        assertThat(executor.submit(nothing).get()).isNull();
        assertThat(executor.submit(nothing, "r").get()).isEqualTo("r");
    }

    @Test
    void givesNullForACallableThatReturnsNull() throws Exception {
        Callable<String> none = () -> null;
        assertThat(executor.submit(none).get()).isNull();
    }

    @Test
    void throwsWhatATaskThrewAsTheCause() {
        Exception cause = new java.io.IOException("no");
        Future<?> future =
                executor.submit(() -> {
                    throw cause;
                });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(future::get)
                .withCause(cause);
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).isSameAs(cause);
    }

    @Test
    void runsOnAfterTasksThatThrow() throws Exception {
        for (int i = 0; i < 20; i++) {
            Future<?> bad =
                    executor.submit(() -> {
                        throw new IllegalStateException("no");
                    });
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(bad::get);
        }
        assertThat(executor.submit(() -> 1).get()).isEqualTo(1);
        assertThat(pool.snapshot().crashes()).isZero();
    }

    @Test
    void makesWhatWasDoneBeforeVisible() throws Exception {
        for (int i = 0; i < 2000; i++) {
            int[] box = {i};
            Future<?> future = executor.submit(() -> box[0]++);
            future.get();
            assertThat(box[0]).isEqualTo(i + 1);
        }
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException().isThrownBy(() -> executor.execute(null));
        assertThatNullPointerException().isThrownBy(() -> executor.submit((Runnable) null));
        assertThatNullPointerException().isThrownBy(() -> executor.submit((Callable<?>) null));
        assertThatNullPointerException().isThrownBy(() -> executor.submit(null, "r"));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAll(null));
        assertThatNullPointerException().isThrownBy(() -> executor.invokeAny(null));
        assertThatNullPointerException()
                .isThrownBy(() -> executor.invokeAny(List.of(() -> 1), 1, null));
        assertThatNullPointerException()
                .isThrownBy(
                        () -> executor.invokeAll(Collections.singletonList((Callable<?>) null)));
    }

    @Test
    void rejectsWhatThereIsNoRoomFor() throws InterruptedException {
        occupy();
        for (int i = 0; i < ROOM; i++) {
            executor.execute(() -> {});
        }
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(() -> {}));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.submit(() -> 1));
    }

    @Test
    void hasRoomForATaskInThePlaceOfOneThatWasCancelled() throws InterruptedException {
        occupy();
        Future<?> oldest = executor.submit(() -> 1);
        for (int i = 1; i < ROOM; i++) {
            executor.execute(() -> {});
        }
        oldest.cancel(false);
        Future<Integer> next = executor.submit(() -> 2);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.submit(() -> 3));
        assertThat(next.isDone()).isFalse();
    }

    // --- waits ---

    @Test
    void saysThatAWaitTookTooLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> future =
                executor.submit(() -> {
                    begun.countDown();
                    hold();
                });
        begun.await();
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> future.get(20, MILLISECONDS));
        assertThat(future.isDone()).isFalse();
        assertThat(future.state()).isEqualTo(Future.State.RUNNING);
    }

    @Test
    void endsAWaitThatIsInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> future =
                executor.submit(() -> {
                    begun.countDown();
                    hold();
                });
        begun.await();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                future.get();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                            } catch (ExecutionException e) {
                                throw new AssertionError(e);
                            }
                        });
        waiter.interrupt();
        waiter.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void cancelsWhatHasNotBegun() throws InterruptedException {
        occupy();
        AtomicBoolean ran = new AtomicBoolean();
        Future<?> future = executor.submit(() -> ran.set(true));
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.isCancelled() && future.isDone()).isTrue();
        assertThat(future.state()).isEqualTo(Future.State.CANCELLED);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
        release.countDown();
        executor.close();
        assertThat(ran).isFalse();
    }

    @Test
    void doesNotCancelWhatIsDone() throws Exception {
        Future<Integer> future = executor.submit(() -> 1);
        future.get();
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.resultNow()).isEqualTo(1);
    }

    @Test
    void interruptsWhatIsCancelledWhileItRunsWhereItMay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> future =
                executor.submit(() -> {
                    begun.countDown();
                    hold();
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.countDown();
                    }
                });
        begun.await();
        assertThat(future.cancel(true)).isTrue();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
        if (interrupts()) {
            assertThat(interrupted.await(20, SECONDS)).isTrue();
        }
    }

    @Test
    void interruptsNobodyIfItIsNotToldTo() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Future<?> future =
                executor.submit(() -> {
                    begun.countDown();
                    hold();
                    interrupted.set(Thread.currentThread().isInterrupted());
                    done.countDown();
                });
        begun.await();
        assertThat(future.cancel(false)).isTrue();
        release.countDown();
        assertThat(done.await(20, SECONDS)).isTrue();
        assertThat(interrupted).isFalse();
    }

    // --- many ---

    private static List<Callable<Integer>> numbers(int count) {
        List<Callable<Integer>> codes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int n = i;
            codes.add(() -> n);
        }
        return codes;
    }

    @Test
    void invokesAllAndGivesTheirFuturesInOrder() throws Exception {
        List<Future<Integer>> futures = executor.invokeAll(numbers(5));
        for (int i = 0; i < 5; i++) {
            assertThat(futures.get(i).isDone()).isTrue();
            assertThat(futures.get(i).get()).isEqualTo(i);
        }
        assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    }

    @Test
    void cancelsWhatIsNotDoneWhenTheTimeToInvokeAllIsUp() throws Exception {
        List<Callable<Integer>> codes = numbers(2);
        codes.add(() -> {
            hold();
            return 2;
        });
        List<Future<Integer>> futures = executor.invokeAll(codes, 100, MILLISECONDS);
        assertThat(futures).hasSize(3).allMatch(Future::isDone);
        assertThat(futures.get(2).isCancelled()).isTrue();
    }

    @Test
    void invokesAnyThatSucceeds() throws Exception {
        Callable<Integer> bad =
                () -> {
                    throw new IllegalStateException("no");
                };
        assertThat(executor.invokeAny(List.of(bad, () -> 7, bad))).isEqualTo(7);
        assertThat(executor.invokeAny(List.of(bad, () -> 7), 20, SECONDS)).isEqualTo(7);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> executor.invokeAny(List.of(bad, bad)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()));
    }

    @Test
    void saysThatInvokeAnyTookTooLong() {
        Callable<Integer> slow =
                () -> {
                    hold();
                    return 1;
                };
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> executor.invokeAny(List.of(slow), 50, MILLISECONDS));
    }

    // --- the end ---

    @Test
    void runsWhatWaitsAfterAShutdownAndTakesNothingMore() throws InterruptedException {
        occupy();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < ROOM; i++) {
            executor.execute(ran::incrementAndGet);
        }
        executor.shutdown();
        assertThat(executor.isShutdown()).isTrue();
        assertThat(executor.isTerminated()).isFalse();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> executor.execute(() -> {}));
        assertThat(executor.awaitTermination(20, MILLISECONDS)).isFalse();
        release.countDown();
        assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
        assertThat(ran).hasValue(ROOM);
        executor.shutdown();
    }

    @Test
    void givesBackWhatNeverBeganAndInterruptsTheRest() throws InterruptedException {
        occupy();
        AtomicInteger ran = new AtomicInteger();
        Runnable plain = ran::incrementAndGet;
        executor.execute(plain);
        Future<?> future = executor.submit(plain);
        List<Runnable> left = executor.shutdownNow();
        assertThat(left).hasSize(2).contains(plain);
        assertThat(future.isDone()).isFalse();
        if (!interrupts()) {
            release.countDown();
        }
        assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
        assertThat(ran).hasValue(0);
        left.forEach(Runnable::run);
        assertThat(ran).hasValue(2);
        assertThat(future.isDone()).isTrue();
    }

    @Test
    void terminatesAtOnceWhenThereIsNothingToDo() throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void closesWhenAllIsDone() {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < ROOM; i++) {
            executor.execute(ran::incrementAndGet);
        }
        executor.close();
        assertThat(ran).hasValue(ROOM);
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    void losesNothingToAShutdownThatComesAtAnyMoment() throws InterruptedException {
        List<AtomicInteger> accepted = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                while (!executor.isShutdown()) {
                                    AtomicInteger runs = new AtomicInteger();
                                    try {
                                        executor.execute(runs::incrementAndGet);
                                        accepted.add(runs);
                                    } catch (RejectedExecutionException e) {
                                        Thread.yield();
                                    }
                                }
                            }));
        }
        while (accepted.size() < 5000) {
            Thread.onSpinWait();
        }
        executor.shutdown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(executor.awaitTermination(20, SECONDS)).isTrue();
        assertThat(accepted).allMatch(runs -> runs.get() == 1);
        WorkerSnapshot end = pool.snapshot();
        assertThat(Arrays.asList(end.accepted(), end.completed()))
                .containsOnly((long) accepted.size());
    }
}
