package io.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trunkline.engine.fixture.Lab;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.fixture.Patience;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/// What a timeout says of the call.
@Timeout(60)
class CallDelayTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension final Nodes nodes = new Nodes();

    private final CountDownLatch seen = new CountDownLatch(1);

    /// A node whose watchdog says when it has seen a handler that takes long.
    private Node start() {
        return nodes.start(o ->
                o.withLongHandler(Duration.ofMillis(10))
                        .withListener(
                                new NodeListener() {
                                    @Override
                                    public void longHandler(
                                            Pid pid, Duration soFar, StackTraceElement[] stack) {
                                        seen.countDown();
                                    }
                                }));
    }

    private static CallFailed.TimedOut timeout(Pid server, Call<?> request) {
        return catchThrowableOfType(CallFailed.TimedOut.class, () -> server.call(request, SHORT));
    }

    private static CallDelay delay(CallFailed.TimedOut failure) {
        return failure.delay().orElseThrow();
    }

    @Test
    void aCallBehindAStuckHandlerWasQueuedAllTheTime() {
        nodes.allowDeadLetters(); // the node may close before the other message is handled
        Node node = start();
        Pid lab = node.start(new Lab()).pid();
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(lab, end);
        lab.send("another");
        Patience.await(seen);
        CallFailed.TimedOut failure = timeout(lab, new Lab.Run<>(l -> 1));
        CallDelay delay = delay(failure);
        assertThat(delay.stage()).isEqualTo(CallDelay.Stage.QUEUED);
        assertThat(delay.waited()).isEqualTo(SHORT);
        assertThat(delay.messageQueueLength()).isEqualTo(2);
        assertThat(delay.code()).isEqualTo(Lab.class.getName());
        assertThat(delay.handling()).isEmpty(); // it is a cast
        assertThat(delay.currentFunction().orElseThrow().getClassName())
                .isEqualTo(Patience.class.getName());
        assertThat(failure).hasMessageEndingWith("; " + delay.describe());
        assertThat(delay.describe())
                .startsWith("queued all the time, 2 waiting; " + Lab.class.getName() + ", for ")
                .contains(" ms, at " + Patience.class.getName());
        end.countDown();
    }

    @Test
    void theHandlerThatIsInTheWayIsNamedAndTimed() {
        Node node = start();
        Pid lab = node.start(new Lab(), StartOptions.defaults().withCallerRuns(false)).pid();
        CountDownLatch end = new CountDownLatch(1);
        Lab.Run<Integer> slow =
                new Lab.Run<>(l -> {
                    Patience.await(end);
                    return 1;
                });
        CallDelay own = delay(timeout(lab, slow));
        assertThat(own.stage()).isEqualTo(CallDelay.Stage.HANDLING);
        assertThat(own.handling()).contains(Lab.Run.class.getName());
        assertThat(own.messageQueueLength()).isZero();

        Patience.await(seen);
        CallDelay other = delay(timeout(lab, new Lab.Run<>(l -> 2)));
        assertThat(other.stage()).isEqualTo(CallDelay.Stage.QUEUED);
        assertThat(other.handling()).contains(Lab.Run.class.getName());
        assertThat(other.inHandler().orElseThrow()).isGreaterThanOrEqualTo(SHORT);
        end.countDown();
    }

    @Test
    void aCallWhoseReplyIsToComeLaterIsKept() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        CallDelay delay = delay(timeout(lab, new Lab.Step((from, state) -> Lab.keep(state))));
        assertThat(delay.stage()).isEqualTo(CallDelay.Stage.KEPT);
        assertThat(delay.messageQueueLength()).isZero();
        assertThat(delay.inHandler()).isEmpty();
        assertThat(delay.currentFunction()).isEmpty();
    }

    @Test
    void anAskSaysItToo() {
        Node node = nodes.start();
        Pid lab = node.start(new Lab()).pid();
        CountDownLatch end = new CountDownLatch(1);
        Lab.block(lab, end);
        CompletionException failure =
                catchThrowableOfType(
                        CompletionException.class,
                        () -> lab.ask(new Lab.Run<>(l -> 1), SHORT).join());
        assertThat(failure.getCause()).isInstanceOf(CallFailed.TimedOut.class);
        assertThat(delay((CallFailed.TimedOut) failure.getCause()).stage())
                .isEqualTo(CallDelay.Stage.QUEUED);
        end.countDown();
    }
}
