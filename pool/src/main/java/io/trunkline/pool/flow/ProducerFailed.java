package io.trunkline.pool.flow;

import io.trunkline.engine.ExitReason;
import io.trunkline.engine.Pid;

/// The producer of a publisher ended before its last event, without a crash: it was shut down or
/// killed, did not run, or refused the subscription.
public final class ProducerFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ExitReason reason;

    ProducerFailed(Pid producer, ExitReason reason) {
        super(
                "expected a producer to emit its last events, got: producer=%s reason=%s"
                        .formatted(producer, reason));
        this.reason = reason;
    }

    /// Why it ended.
    public ExitReason reason() {
        return reason;
    }
}
