package io.trunkline.engine.supervisor;

import io.trunkline.engine.Call;
import io.trunkline.engine.Pid;

import java.util.List;
import java.util.Optional;

/// What supervisors are asked.
sealed interface SupervisorRequest<R> extends Call<R> {
    record WhichChildren() implements SupervisorRequest<List<ChildInfo>> {}

    record CountChildren() implements SupervisorRequest<ChildCount> {}

    /// Answered with a [BadSpec] where there is something wrong with it.
    record StartChild(ChildSpec spec) implements SupervisorRequest<Object> {}

    record TerminateChild(String id) implements SupervisorRequest<ChildResult.Terminate> {}

    record RestartChild(String id) implements SupervisorRequest<ChildResult.Restart> {}

    record DeleteChild(String id) implements SupervisorRequest<ChildResult.Delete> {}

    record TerminatePid(Pid pid) implements SupervisorRequest<ChildResult.Terminate> {}

    /// Of a dynamic supervisor.
    record FindRef(Pid pid) implements SupervisorRequest<Optional<ChildRef>> {}

    /// Of a dynamic supervisor.
    record SetMaxChildren(int most) implements SupervisorRequest<Boolean> {}
}
