package io.trunkline.engine.statem;

import static io.trunkline.engine.statem.GenStatem.keep;
import static io.trunkline.engine.statem.GenStatem.next;
import static io.trunkline.engine.statem.GenStatem.ok;
import static io.trunkline.engine.statem.GenStatem.postpone;
import static io.trunkline.engine.statem.GenStatem.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Pid;
import io.trunkline.engine.SimulatedNode;
import io.trunkline.engine.fixture.Nodes;
import io.trunkline.engine.statem.Script.Do;
import io.trunkline.engine.statem.Script.Fired;
import io.trunkline.engine.statem.Script.Note;
import io.trunkline.engine.statem.Script.Run;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// What was noted down about `gen_statem` on Erlang/OTP 25.2.3; each test is named as the fact was.
class StatemFactsTest {
    @RegisterExtension final Nodes nodes = new Nodes();

    private static final Duration TICK = Duration.ofMillis(30);
    private static final Duration LONGER = Duration.ofMillis(100);
    private static final Fired ST = new Fired("state_timeout", "st");
    private static final Fired ET = new Fired("timeout", "et");
    private static final Fired GT = new Fired("timeout", "gt");

    private final SimulatedNode node = nodes.simulated(1);
    private Script script;
    private Pid pid;

    private void start(Init<String> init) {
        script = new Script(init);
        pid = node.start(script).pid();
        node.settle();
    }

    private void call(Function<String, Transition<String>> code) {
        pid.call(Do.then(code));
    }

    private void cast(Script.Event event) {
        pid.cast(event);
    }

    /// @param notes the words of each note, parted by spaces
    private void assertSeen(String... notes) {
        List<List<String>> expected =
                Arrays.stream(notes).map(note -> List.of(note.split(" "))).toList();
        assertThat(script.seen().stream().map(StatemFactsTest::words).toList()).isEqualTo(expected);
    }

    private static List<String> words(Object note) {
        return ((List<?>) note).stream().map(Object::toString).toList();
    }

    @Test
    @DisplayName("statem: enter call at start and on change, not on keep")
    void aStateIsEnteredAtTheStartAndWhenItChanges() {
        start(ok("a"));
        call(_ -> next("b").reply(1));
        call(_ -> reply(1));
        call(_ -> next("b").reply(1));
        assertSeen("enter a a", "call a", "enter a b", "call b", "call b");
    }

    @Test
    @DisplayName("statem: repeat_state enters again")
    void aRepeatedStateIsEnteredAgain() {
        start(ok("a"));
        call(_ -> GenStatem.<String>repeat().reply(1));
        assertSeen("enter a a", "call a", "enter a a");
    }

    @Test
    @DisplayName("statem: state_timeout fires")
    void aStateTimeoutFires() {
        start(ok(next("a").stateTimeout(TICK, ST)));
        node.advance(LONGER);
        assertSeen("enter a a", "state_timeout st a");
    }

    @Test
    @DisplayName("statem: state_timeout is cancelled by a state change")
    void aStateTimeoutEndsWithTheState() {
        start(ok(next("a").stateTimeout(TICK, ST)));
        call(_ -> next("b").reply(1));
        node.advance(LONGER);
        assertSeen("enter a a", "call a", "enter a b");
    }

    @Test
    @DisplayName("statem: state_timeout survives other events in the same state")
    void aStateTimeoutSurvivesEvents() {
        start(ok(next("a").stateTimeout(TICK, ST)));
        cast(new Note("x"));
        cast(new Note("y"));
        node.advance(LONGER);
        assertSeen("enter a a", "cast x a", "cast y a", "state_timeout st a");
    }

    @Test
    @DisplayName("statem: event timeout is cancelled by any event")
    void anEventTimeoutIsCancelledByAnyEvent() {
        start(ok(next("a").timeout(TICK, ET)));
        cast(new Note("x"));
        node.advance(LONGER);
        assertSeen("enter a a", "cast x a");
    }

    @Test
    @DisplayName("statem: event timeout fires when nothing comes")
    void anEventTimeoutFires() {
        start(ok(next("a").timeout(TICK, ET)));
        node.advance(LONGER);
        assertSeen("enter a a", "timeout et a");
    }

    @Test
    @DisplayName("statem: generic timeout survives events and state changes")
    void aNamedTimeoutSurvivesEventsAndChanges() {
        start(ok(next("a").timeout("name", TICK, GT)));
        call(_ -> next("b").reply(1));
        cast(new Note("x"));
        node.advance(LONGER);
        assertSeen("enter a a", "call a", "enter a b", "cast x b", "timeout gt b");
    }

    @Test
    @DisplayName("statem: setting a timeout again restarts it; infinity cancels")
    void aTimeoutIsSetAgainOrCancelled() {
        start(ok(next("a").stateTimeout(TICK, ST).timeout("name", TICK, GT)));
        node.advance(TICK.dividedBy(2));
        call(_ -> GenStatem.<String>reply(1).stateTimeout(LONGER, ST).cancelTimeout("name"));
        node.advance(TICK);
        assertSeen("enter a a", "call a");
        node.advance(LONGER);
        assertSeen("enter a a", "call a", "state_timeout st a");
    }

    @Test
    @DisplayName("statem: timeout 0 comes before events not yet received, after inserted ones")
    void aTimeoutOfZeroIsAheadOfTheMailbox() {
        start(ok("a"));
        pid.cast(
                new Run(_ -> {
                    script.me().pid().cast(new Note("late"));
                    return GenStatem.<String>keep()
                            .stateTimeout(Duration.ZERO, ST)
                            .nextEvent(new Fired("internal", "in"));
                }));
        node.settle();
        assertSeen("enter a a", "cast run a", "internal in a", "state_timeout st a", "cast late a");
    }

    @Test
    @DisplayName("statem: next_event order")
    void givenEventsComeInTheirOrder() {
        start(ok("a"));
        call(_ ->
                GenStatem.<String>reply(1)
                        .nextEvent(new Fired("internal", 1))
                        .nextEvent(new Fired("internal", 2)));
        assertSeen("enter a a", "call a", "internal 1 a", "internal 2 a");
    }

    @Test
    @DisplayName(
            "statem: postponed events come back after a state change, oldest first, before newer"
                    + " ones")
    void postponedEventsComeBack() {
        start(ok("a"));
        Run run = new Run(state -> state.equals("a") ? postpone() : keep());
        cast(run);
        cast(run);
        pid.ask(
                Do.then(_ -> {
                    script.me().pid().cast(new Note("z"));
                    return next("b").reply(1);
                }));
        node.settle();
        assertSeen(
                "enter a a",
                "cast run a",
                "cast run a",
                "call a",
                "enter a b",
                "cast run b",
                "cast run b",
                "cast z b");
    }

    @Test
    @DisplayName("statem: postponed events wait while the state stays")
    void postponedEventsWait() {
        nodes.allowDeadLetters();
        start(ok("a"));
        cast(new Run(_ -> postpone()));
        cast(new Note("x"));
        node.settle();
        assertSeen("enter a a", "cast run a", "cast x a");
    }
}
