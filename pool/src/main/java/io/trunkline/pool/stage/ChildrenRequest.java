package io.trunkline.pool.stage;

import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;

import java.util.List;

/// What a [ConsumerSupervisor] can be asked.
///
/// @param <R> the reply
sealed interface ChildrenRequest<R> extends Call<R> {
    record WhichChildren() implements ChildrenRequest<List<Pid>> {}

    record TerminateChild(Pid child) implements ChildrenRequest<Boolean> {}
}
