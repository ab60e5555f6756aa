package io.trunkline.engine.internal.process;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.ProcessInfo;
import io.trunkline.engine.internal.mailbox.UnboundedMailbox;

/// The node in the place of a process: the parent of processes that have no other, the sender of
/// the node's own exit signals, and what a monitor of an unknown name points at. A second one
/// stands for threads that are no process. Neither was ever alive.
final class NodeRoot extends ProcessCell {
    NodeRoot(Home home) {
        super(home, 0, null, DEAD, new UnboundedMailbox());
        detachRelations();
    }

    @Override
    void wake(Context sender) {}

    @Override
    void buried() {}

    @Override
    ProcessInfo.Kind kind() {
        return ProcessInfo.Kind.IMPLICIT;
    }

    @Override
    String code() {
        return "node";
    }

    @Override
    void requestStop(PendingCall call, ExitReason reason, Context caller) {
        call.fail(goneReason());
    }
}
