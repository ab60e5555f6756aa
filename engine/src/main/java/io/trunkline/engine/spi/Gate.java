package io.trunkline.engine.spi;

/// Something that one thread waits for, whether it runs a process's code or nobody's, and that
/// happens once. Others run while it waits.
public interface Gate {
    /// Lets through who waits, now or later. Any thread may call it; it never blocks.
    void open();

    /// Waits until it is open; called by one thread. An interrupt is kept for later.
    ///
    /// @throws io.trunkline.engine.ProcessExit if the calling process is killed meanwhile
    void await();
}
