package io.trunkline.engine.statem;

import io.trunkline.engine.ExitReason;

/// What a machine's own code says with the methods it inherits, for code outside of it.
final class Steps {
    private Steps() {}

    static Init<String> ok(String state) {
        return ok(next(state));
    }

    static Init<String> ok(Transition<String> first) {
        return new Init.Ok<>(first);
    }

    static Transition<String> next(String state) {
        return Transition.next(state);
    }

    static Transition<String> keep() {
        return Transition.keep();
    }

    static Transition<String> keep(String state) {
        return Transition.keep(state);
    }

    static Transition<String> repeat() {
        return Transition.repeat();
    }

    static Transition<String> reply(Object reply) {
        return Transition.replying(reply);
    }

    static Transition<String> postpone() {
        return Transition.postponed();
    }

    static Transition<String> stop(ExitReason reason) {
        return Transition.stop(reason);
    }

    static Transition<String> stop(ExitReason reason, String state) {
        return Transition.stop(reason, state);
    }
}
