package io.trunkline.examples.guide;

import static io.trunkline.engine.StartOptions.named;
import static io.trunkline.engine.genevent.EventHandler.Next.KEEP;
import static io.trunkline.engine.genevent.EventHandler.Next.REMOVE;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Call;
import io.trunkline.engine.Node;
import io.trunkline.engine.genevent.EventHandler;
import io.trunkline.engine.genevent.GenEvent;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class EventsTest {
    private record Alarm(String text) {}

    /** Counts alarms, and has enough of them one day. */
    private static final class Counting implements EventHandler<Alarm> {
        record Count() implements Call<Integer> {}

        private int count;

        @Override
        public Next handleEvent(Alarm alarm) {
            count++;
            return count < 1000 ? KEEP : REMOVE;
        }

        @Override
        public Object handleCall(Object request) {
            return count;
        }
    }

    @Test
    void eventsReachTheHandlers() {
        try (Node node = Node.start()) {
            List<String> printed = new ArrayList<>();

            GenEvent<Alarm> alarms = GenEvent.start(node, named("alarms"));
            alarms.add("counter", new Counting());
            alarms.add(
                    "printer",
                    alarm -> {
                        printed.add(alarm.text());
                        return KEEP;
                    });

            alarms.notify(new Alarm("disk nearly full")); // never waits
            alarms.syncNotify(new Alarm("disk full")); // returns when all handlers have seen it

            int count = alarms.call("counter", new Counting.Count());
            assertThat(count).isEqualTo(2);
            assertThat(printed).containsExactly("disk nearly full", "disk full");
        }
    }
}
