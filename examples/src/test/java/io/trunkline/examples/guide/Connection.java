package io.trunkline.examples.guide;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.statem.GenStatem;
import io.trunkline.engine.statem.Init;
import io.trunkline.engine.statem.Transition;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps a line to a backend open: dials by itself, retries, and lets requests wait meanwhile. */
public final class Connection extends GenStatem<Connection.Event, Connection.State> {
    public sealed interface State {}

    public record Down(int failures) implements State {}

    public record Up(UnaryOperator<String> line) implements State {}

    public sealed interface Event {}

    public record Ask(String question) implements Event, Call<String> {}

    public record Dial() implements Event {}

    public record Lost() implements Event {}

    private final Supplier<Optional<UnaryOperator<String>>> dialer;

    public Connection(Supplier<Optional<UnaryOperator<String>>> dialer) {
        this.dialer = dialer;
    }

    @Override
    protected Init<State> init() {
        return ok(new Down(0));
    }

    @Override
    protected Transition<State> enter(State old, State state) {
        return switch (state) {
            case Down _ -> keep().stateTimeout(Duration.ZERO, new Dial());
            case Up _ -> keep();
        };
    }

    @Override
    protected Transition<State> handle(Event event, From from, State state) {
        return switch (state) {
            case Down(int failures) ->
                    switch (event) {
                        case Dial() -> dial(failures);
                        case Ask _ -> failures < 5 ? postpone() : reply("unavailable");
                        case Lost() -> keep();
                    };
            case Up(var line) ->
                    switch (event) {
                        case Ask(String question) -> reply(line.apply(question));
                        case Lost() -> next(new Down(0));
                        case Dial() -> keep();
                    };
        };
    }

    private Transition<State> dial(int failures) {
        return dialer.get()
                .map(line -> next(new Up(line)))
                .orElseGet(() ->
                        keep(new Down(failures + 1)).stateTimeout(pause(failures), new Dial()));
    }

    private static Duration pause(int failures) {
        return Duration.ofMillis(100).multipliedBy(1L << Math.min(failures, 6));
    }
}
