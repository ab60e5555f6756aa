package io.trunkline.examples.guide;

import static io.trunkline.engine.ExitReasons.KILL;
import static io.trunkline.engine.ExitReasons.KILLED;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Down;
import io.trunkline.engine.Exit;
import io.trunkline.engine.Local;
import io.trunkline.engine.MonitorRef;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.Receive;
import io.trunkline.engine.Self;
import io.trunkline.engine.TimerFired;
import io.trunkline.engine.TimerRef;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

class ProcessesTest {
    record Ping(Pid from) {}

    record Pong() {}

    record Stop() {}

    record Tick() {}

    static Pid startEcho(Node node) {
        return node.spawn(self -> {
            while (true) {
                switch (self.receive()) {
                    case Ping(Pid from) -> from.send(new Pong());
                    case Stop _ -> {
                        return;
                    }
                    default -> {}
                }
            }
        });
    }

    @Test
    void sendsAndReceives() {
        try (Node node = Node.start()) {
            Pid echo = startEcho(node);
            Self self = node.self();

            echo.send(new Ping(self.pid()));
            Optional<Pong> pong = self.receive(Pong.class, Duration.ofSeconds(5));

            assertThat(pong).isPresent();
        }
    }

    @Test
    void receivesSelectively() {
        try (Node node = Node.start()) {
            Self self = node.self();
            self.pid().send(1);
            self.pid().send("two");

            String word =
                    self.receive(
                                    message ->
                                            switch (message) {
                                                case String text -> Receive.take(text);
                                                default -> Receive.<String>skip();
                                            },
                                    Duration.ofSeconds(5))
                            .orElse("nothing came");

            assertThat(word).isEqualTo("two");
            assertThat(self.receive()).isEqualTo(1);
        }
    }

    @Test
    void hearsOfDeaths() {
        try (Node node = Node.start()) {
            Self self = node.self();
            Pid echo = startEcho(node);

            MonitorRef ref = self.monitor(echo);
            self.link(echo);
            echo.exit(KILL);

            Down down = self.receive(Down.class, Duration.ofSeconds(5)).orElseThrow();
            Exit exit = self.receive(Exit.class, Duration.ofSeconds(5)).orElseThrow();
            assertThat(down).isEqualTo(new Down(ref, echo, KILLED));
            assertThat(exit).isEqualTo(new Exit(echo, KILLED));
        }
    }

    @Test
    void sendsLater() {
        try (Node node = Node.start()) {
            Self self = node.self();

            TimerRef timer = self.sendAfter(Duration.ofMillis(20), new Tick());
            TimerRef never = self.sendAfter(Duration.ofHours(1), new Tick());

            assertThat(self.receive(Tick.class, Duration.ofSeconds(5))).isPresent();
            assertThat(timer.remaining()).isEmpty();
            assertThat(never.cancel()).isPresent();
        }
    }

    @Test
    void tellsTimersApart() {
        try (Node node = Node.start()) {
            Self self = node.self();

            TimerRef deadline = self.startTimer(Duration.ofMillis(20), new Tick());
            TimerFired fired = self.receive(TimerFired.class, Duration.ofSeconds(5)).orElseThrow();
            boolean stale = !fired.ref().equals(deadline);

            TimerRef other = self.startTimer(Duration.ofMillis(20), new Tick());
            self.cancelFlush(other);

            assertThat(stale).isFalse();
            assertThat(self.receive(Duration.ofMillis(40))).isEmpty();
        }
    }

    private static final Local<String> REQUEST = Local.named("request");

    @Test
    void keepsForItself() {
        try (Node node = Node.start()) {
            Self self = node.self();

            Optional<String> before = self.put(REQUEST, "r-17");
            Optional<String> request = self.get(REQUEST);

            assertThat(before).isEmpty();
            assertThat(request).contains("r-17");
        }
    }

    @Test
    void isLookedAt() {
        try (Node node = Node.start()) {
            Self self = node.self();

            self.label("order 17");
            ProcessInfo info = node.info(self.pid()).orElseThrow();

            assertThat(info.label()).contains("order 17");
            assertThat(info.currentFunction()).isPresent();
        }
    }
}
