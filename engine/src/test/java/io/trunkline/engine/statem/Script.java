package io.trunkline.engine.statem;

import io.trunkline.engine.Call;
import io.trunkline.engine.ExitReason;
import io.trunkline.engine.From;
import io.trunkline.engine.Self;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A machine that does what its events say and writes down what it is called with.
class Script extends GenStatem<Script.Event, String> {
    sealed interface Event {}

    /// Noted as ["call", state].
    record Do(BiFunction<From, String, Transition<String>> code) implements Event, Call<Object> {
        static Do then(Function<String, Transition<String>> code) {
            return new Do((from, state) -> code.apply(state));
        }
    }

    /// Noted as ["cast", content, state]; "run" is postponed in state "a".
    record Note(String content) implements Event {}

    /// Noted as ["cast", "run", state], then goes on as the code says.
    record Run(Function<String, Transition<String>> code) implements Event {}

    /// Noted as [type, content, state].
    record Fired(String type, Object content) implements Event {}

    /// Noted with `terminate`.
    record Terminated(ExitReason reason, String state) {}

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final Init<String> init;

    Script() {
        this(ok("a"));
    }

    Script(Init<String> init) {
        this.init = init;
    }

    List<Object> seen() {
        return seen;
    }

    Self me() {
        return self();
    }

    @Override
    protected Init<String> init() {
        return init;
    }

    @Override
    protected Transition<String> enter(String old, String state) {
        seen.add(List.of("enter", old, state));
        return keep();
    }

    @Override
    protected Transition<String> handle(Event event, From from, String state) {
        return switch (event) {
            case Do(var code) -> {
                seen.add(List.of("call", state));
                yield code.apply(from, state);
            }
            case Note(String content) -> {
                seen.add(List.of("cast", content, state));
                yield keep();
            }
            case Run(var code) -> {
                seen.add(List.of("cast", "run", state));
                yield code.apply(state);
            }
            case Fired(String type, Object content) -> {
                seen.add(List.of(type, content, state));
                yield keep();
            }
        };
    }

    @Override
    protected Transition<String> handleInfo(Object message, String state) {
        seen.add(List.of("info", message, state));
        return keep();
    }

    @Override
    protected void terminate(ExitReason reason, String state) {
        seen.add(new Terminated(reason, state));
    }
}
