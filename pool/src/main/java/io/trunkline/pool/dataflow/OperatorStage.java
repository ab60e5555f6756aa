package io.trunkline.pool.dataflow;

import io.trunkline.engine.Behaviour;
import io.trunkline.pool.stage.Init;
import io.trunkline.pool.stage.Outcome;
import io.trunkline.pool.stage.ProducerConsumer;
import io.trunkline.pool.stage.ProducerOptions;
import io.trunkline.pool.stage.SubscribeTo;
import io.trunkline.pool.stage.Subscription;

import java.util.ArrayList;
import java.util.List;

/// Runs a layer's operators. Its state is what comes out of them while a message is handled.
final class OperatorStage<I, O> extends ProducerConsumer<I, O, List<O>> {
    private final Sink<I> first;
    private final List<O> out = new ArrayList<>();
    private final ProducerOptions<? super O> options;
    private final List<SubscribeTo> producers;

    OperatorStage(
            Operator<I, O> operators,
            ProducerOptions<? super O> options,
            List<SubscribeTo> producers) {
        this.options = options;
        this.producers = producers;
        first =
                operators.before(
                        new Last(), (delay, action) -> self().sendAfter(delay, new Due(action)));
    }

    /// The time that an operator waited for has come.
    private record Due(Runnable action) implements Behaviour.Notice {}

    private final class Last implements Sink<O> {
        @Override
        public void accept(O event) {
            out.add(event);
        }

        @Override
        public void end() {}
    }

    @Override
    protected Init<List<O>> init() {
        return ok(out, options, producers.toArray(SubscribeTo[]::new));
    }

    @Override
    protected Outcome<List<O>> handleEvents(List<I> events, Subscription from, List<O> state) {
        events.forEach(first::accept);
        return emitOut();
    }

    @Override
    protected Outcome<List<O>> handleInfo(Object message, List<O> state) {
        if (message instanceof Due(Runnable action)) {
            action.run();
            return emitOut();
        }
        return super.handleInfo(message, state);
    }

    @Override
    protected Outcome<List<O>> handleDrain(List<O> state) {
        first.end();
        Outcome<List<O>> outcome = emitLast(out, out);
        out.clear();
        return outcome;
    }

    private Outcome<List<O>> emitOut() {
        Outcome<List<O>> outcome = emit(out, out); // copies it
        out.clear();
        return outcome;
    }
}
