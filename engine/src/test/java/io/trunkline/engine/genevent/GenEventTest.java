package io.trunkline.engine.genevent;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.genevent.EventHandler.Next;
import io.trunkline.engine.sys.Sys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class GenEventTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private final SimulatedNode node = nodes.simulated(1);
    private final GenEvent<String> events = GenEvent.start(node, named("events"));
    private final List<Object> seen = new ArrayList<>();

    private record Ask() implements Call<String> {}

    private final EventHandler<Object> noting =
            event -> {
                seen.add(event);
                return Next.KEEP;
            };

    @Test
    void anIdIsTakenOnce() {
        assertThat(events.add("id", noting)).isEqualTo(new Added.Ok());
        assertThat(events.add("id", noting)).isEqualTo(new Added.AlreadyAdded());
        assertThat(events.which()).containsExactly("id");
    }

    @Test
    void aHandlerWhoseInitThrowsIsNotAdded() {
        IllegalStateException cause = new IllegalStateException("init");
        EventHandler<String> failing =
                new EventHandler<>() {
                    @Override
                    public void init(Deleted before) {
                        throw cause;
                    }

                    @Override
                    public Next handleEvent(String event) {
                        return Next.KEEP;
                    }
                };
        assertThat(events.add("id", failing)).isEqualTo(new Added.Failed(cause));
        assertThat(events.which()).isEmpty();
    }

    @Test
    void aCallThatThrowsTellsItsCallerAndTheOwner() {
        events.addSup(node.self(), "id", event -> Next.KEEP);
        assertThatExceptionOfType(HandlerFailed.class)
                .isThrownBy(() -> events.call("id", new Ask()))
                .withCauseInstanceOf(UnsupportedOperationException.class);
        HandlerExit told = node.self().receive(HandlerExit.class, Duration.ZERO).orElseThrow();
        assertThat(told.reason()).isInstanceOf(ExitReason.Crashed.class);
        assertThat(events.which()).isEmpty();
    }

    @Test
    void theOwnerIsToldThatTheManagerStops() {
        events.addSup(node.self(), "id", noting);
        events.stop();
        HandlerExit told = node.self().receive(HandlerExit.class, Duration.ZERO).orElseThrow();
        assertThat(told.reason()).isEqualTo(ExitReason.shutdown());
    }

    @Test
    void swappingInForNobodyIsAdding() {
        assertThat(events.swap("none", "argument", "id", noting)).isEqualTo(new Added.Ok());
        assertThat(events.which()).containsExactly("id");
    }

    @Test
    void plainMessagesReachTheHandlers() {
        events.add(
                "id",
                new EventHandler<>() {
                    @Override
                    public Next handleEvent(String event) {
                        return Next.KEEP;
                    }

                    @Override
                    public Next handleInfo(Object message) {
                        seen.add(message);
                        return Next.REMOVE;
                    }
                });
        node.send("events", "plain");
        node.settle();
        assertThat(seen).containsExactly("plain");
        assertThat(events.which()).isEmpty();
    }

    @Test
    void aManagerEndsWithItsParent() {
        GenEvent<String> child = GenEvent.startLink(node.self(), named("child"));
        child.pid().exit(ExitReason.shutdown());
        node.settle();
        assertThat(child.pid().isAlive()).isFalse();
    }

    @Test
    void sysSeesTheHandlersAndSuspends() {
        events.add("id", noting);
        assertThat(Sys.getState(events.pid())).isEqualTo(List.of(noting));
        assertThat(Sys.getStatus(events.pid()).state()).isEqualTo(List.of("id"));
        Sys.suspend(events.pid());
        events.notify("waits");
        node.settle();
        assertThat(seen).isEmpty();
        Sys.resume(events.pid());
        node.settle();
        assertThat(seen).containsExactly("waits");
    }
}
