package io.trunkline.engine.spi;

import java.time.Duration;

/// Something that one thread waits for, as a call waits for its reply, and that any thread may
/// raise, once; made by [NodeServices#signal()].
public interface Signal {
    /// Ends the wait, now or to come.
    void raise();

    /// Waits until it is raised.
    ///
    /// @return whether it was
    /// @throws InterruptedException if the calling thread, being no process, is interrupted
    boolean await(Duration timeout) throws InterruptedException;
}
