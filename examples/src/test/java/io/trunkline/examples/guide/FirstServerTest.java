package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.engine.Call;
import io.trunkline.engine.CallFailed;
import io.trunkline.engine.From;
import io.trunkline.engine.Node;
import io.trunkline.engine.Pid;
import io.trunkline.engine.StartOptions;
import io.trunkline.engine.Started;
import io.trunkline.engine.genserver.GenServer;
import io.trunkline.engine.genserver.Init;
import io.trunkline.engine.genserver.Outcome;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class FirstServerTest {
    @Test
    void counts() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0), named("counter")).pid();
            int one = counter.call(new Counter.Increment());
            int two = node.call("counter", new Counter.Increment());
            assertThat(one + two).isEqualTo(3);
        }
    }

    @Test
    void startsAndCalls() {
        try (Node node = Node.start()) {
            Pid counter = node.start(new Counter(0), named("counter")).pid();

            int one = counter.call(new Counter.Increment());
            int two = node.call("counter", new Counter.Increment(), Duration.ofMillis(200));
            CompletableFuture<Integer> later = counter.ask(new Counter.Get());

            assertThat(one).isEqualTo(1);
            assertThat(two).isEqualTo(2);
            assertThat(later.join()).isEqualTo(2);
        }
    }

    @Test
    void aStartIsAValue() {
        try (Node node = Node.start()) {
            node.start(new Counter(0), named("counter"));

            String outcome =
                    switch (node.start(new Counter(0), named("counter"))) {
                        case Started.Ok(Pid pid) -> "started " + pid;
                        case Started.AlreadyStarted(Pid holder) -> "somebody else did: " + holder;
                        case Started.Ignored() -> "not wanted";
                        case Started.Failed(var reason) -> "failed: " + reason;
                    };

            assertThat(outcome).startsWith("somebody else did");
        }
    }

    @Test
    void aFailedCallSaysWhat() {
        try (Node node = Node.start()) {
            assertThatThrownBy(() -> node.call("nobody", new Counter.Get()))
                    .isInstanceOf(CallFailed.NoProcess.class)
                    .hasMessageStartingWith("NoProcess: call(nobody, Get[], PT5S)");
        }
    }

    /** Answers when somebody else has what it takes. */
    static final class Waiter extends GenServer<Call<String>, Integer> {
        record Order(String dish) implements Call<String> {}

        record Cooked(From from, String dish) {}

        private final Pid kitchen;

        Waiter(Pid kitchen) {
            this.kitchen = kitchen;
        }

        @Override
        protected Init<Integer> init() {
            return ok(0);
        }

        @Override
        protected Outcome<Integer> handleCall(Call<String> request, From from, Integer open) {
            kitchen.send(new Cooked(from, ((Order) request).dish()));
            return noReply(open + 1);
        }
    }

    @Test
    void repliesLater() {
        try (Node node = Node.start()) {
            Pid kitchen =
                    node.spawn(self -> {
                        while (self.receive() instanceof Waiter.Cooked(From from, var d)) {
                            from.reply("hot " + d);
                        }
                    });
            Pid waiter = node.start(new Waiter(kitchen)).pid();

            assertThat(waiter.call(new Waiter.Order("soup"))).isEqualTo("hot soup");
        }
    }

    @Test
    void slowServersKeepTheirCallersThreadsFree() {
        try (Node node = Node.start()) {
            Pid slow =
                    node.start(
                                    new Counter(0),
                                    StartOptions.defaults()
                                            .withCallerRuns(false)
                                            .withStartTimeout(Duration.ofSeconds(2)))
                            .pid();

            assertThat(slow.call(new Counter.Increment())).isEqualTo(1);
        }
    }
}
