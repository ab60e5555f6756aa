package io.trunkline.engine.statem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a random machine does with one event in one state; made from the seed and the event alone,
/// so that the machine and the model of it do the same.
///
/// @param next the state to go to; null to keep the present one
/// @param repeats whether a state that is kept is entered again
/// @param timeouts in the order to be set
record Plan(
        String next,
        boolean repeats,
        boolean postpones,
        boolean replies,
        List<Random> given,
        List<Timer> timeouts) {
    static final List<String> STATES = List.of("a", "b", "c");
    private static final List<String> KEYS = List.of("state", "event", "x", "y");
    private static final int DEEPEST = 3;
    private static final int MOST_POSTPONES = 3;

    /// An event.
    ///
    /// @param depth how many events are between it and one from outside
    record Random(String id, int depth) {}

    /// A time-out to set; `event` is null to cancel.
    record Timer(String key, int ticks, Random event) {
        Duration after() {
            return Duration.ofMillis(ticks);
        }
    }

    /// @param attempt how often the event has come before
    static Plan of(long seed, Random event, String state, int attempt) {
        SplittableRandom random =
                new SplittableRandom(seed ^ (event + state + attempt).hashCode() * 0x9E3779B9L);
        boolean leaf = event.depth >= DEEPEST;
        String next = random.nextInt(3) == 0 ? STATES.get(random.nextInt(3)) : null;
        boolean repeats = next == null && random.nextInt(8) == 0;
        boolean postpones = attempt < MOST_POSTPONES && random.nextInt(3) == 0;
        List<Random> given = new ArrayList<>();
        for (int i = leaf ? 0 : random.nextInt(-4, 3); i > 0; i--) {
            given.add(child(event, attempt, "g" + i));
        }
        List<Timer> timeouts = new ArrayList<>();
        for (int i = leaf ? 0 : random.nextInt(-2, 4); i > 0; i--) {
            timeouts.add(timer(random, event, attempt, i));
        }
        return new Plan(next, repeats, postpones, random.nextInt(2) == 0, given, timeouts);
    }

    /// The time-outs that entering a state sets.
    ///
    /// @param number how many states were entered before
    static List<Timer> ofEnter(long seed, String state, int number) {
        SplittableRandom random = new SplittableRandom(seed + 77 * (state + number).hashCode());
        return random.nextInt(3) > 0
                ? List.of()
                : List.of(timer(random, new Random("enter" + number, DEEPEST - 1), 0, 1));
    }

    private static Timer timer(SplittableRandom random, Random parent, int attempt, int i) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        boolean cancels = random.nextInt(5) == 0 && !key.equals("event");
        return new Timer(
                key,
                Math.max(0, random.nextInt(-3, 8)),
                cancels ? null : child(parent, attempt, "t" + i));
    }

    private static Random child(Random parent, int attempt, String name) {
        return new Random(parent.id + "." + attempt + name, parent.depth + 1);
    }
}
