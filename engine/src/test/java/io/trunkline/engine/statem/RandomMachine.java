package io.trunkline.engine.statem;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A machine that does what its [Plan]s say, and logs what happens.
final class RandomMachine extends GenStatem<RandomMachine.Event, String> {
    sealed interface Event {
        Plan.Random event();
    }

    record Sent(Plan.Random event) implements Event {}

    record Asked(Plan.Random event) implements Event, Call<String> {}

    final List<String> log = new ArrayList<>();
    private final long seed;
    private final Map<String, Integer> attempts = new HashMap<>();
    private int entered;

    RandomMachine(long seed) {
        this.seed = seed;
    }

    @Override
    protected Init<String> init() {
        return ok("a");
    }

    @Override
    protected Transition<String> enter(String old, String state) {
        log.add("enter " + old + " " + state);
        return set(keep(), Plan.ofEnter(seed, state, entered++));
    }

    @Override
    protected Transition<String> handle(Event event, From from, String state) {
        Plan.Random content = event.event();
        log.add(content.id() + " in " + state);
        int attempt = attempts.merge(content.id(), 1, Integer::sum) - 1;
        Plan plan = Plan.of(seed, content, state, attempt);
        Transition<String> result =
                plan.next() != null ? next(plan.next()) : plan.repeats() ? repeat() : keep();
        if (plan.postpones()) {
            result = result.postpone();
        } else if (event instanceof Asked && plan.replies()) {
            result = result.reply(content.id());
        }
        for (Plan.Random given : plan.given()) {
            result = result.nextEvent(new Sent(given));
        }
        return set(result, plan.timeouts());
    }

    private static Transition<String> set(
            Transition<String> transition, List<Plan.Timer> timeouts) {
        Transition<String> result = transition;
        for (Plan.Timer timer : timeouts) {
            result = set(result, timer);
        }
        return result;
    }

    private static Transition<String> set(Transition<String> transition, Plan.Timer timer) {
        if (timer.event() == null) {
            return timer.key().equals("state")
                    ? transition.cancelStateTimeout()
                    : transition.cancelTimeout(timer.key());
        }
        Sent event = new Sent(timer.event());
        return switch (timer.key()) {
            case "state" -> transition.stateTimeout(timer.after(), event);
            case "event" -> transition.timeout(timer.after(), event);
            default -> transition.timeout(timer.key(), timer.after(), event);
        };
    }
}
