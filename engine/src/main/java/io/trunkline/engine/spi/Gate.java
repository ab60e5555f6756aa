package io.trunkline.engine.spi;

import java.time.Duration;

/// Something that one thread waits for, whether it runs a process's code or nobody's, and that
/// happens once; made by [NodeServices#gate()]. Others run while it waits.
public interface Gate {
    /// Lets through who waits, now or later. Any thread may call it; it never blocks.
    void open();

    /// Waits until it is open; called by one thread. An interrupt is kept for later.
    ///
    /// @throws io.trunkline.engine.ProcessExit if the calling process is killed meanwhile
    void await();

    /// Waits until it is open, for at most `timeout`; called by one thread.
    ///
    /// @return whether it is open
    /// @throws io.trunkline.engine.ProcessExit if the calling process is killed meanwhile
    /// @throws InterruptedException if the calling thread, being no process, is interrupted
    boolean await(Duration timeout) throws InterruptedException;
}
