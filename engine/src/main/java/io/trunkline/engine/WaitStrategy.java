package io.trunkline.engine;

/// How the thread of a pinned process waits for messages: the sooner it notices one, the more of a
/// processor it takes while there is none.
public enum WaitStrategy {
    /// Looks all the time. Takes a processor whole; only where there is one to spare.
    BUSY_SPIN,
    /// Looks all the time, but lets other threads go first. Takes what they leave.
    YIELDING,
    /// Looks ever more rarely, in the end every millisecond.
    SLEEPING,
    /// Parks until a sender wakes it, which costs that sender a few microseconds. Takes nothing.
    BLOCKING;

    private static final int FEW_PROCESSORS = 2;

    /// For a machine with this many processors: BLOCKING for two or fewer, else SLEEPING.
    public static WaitStrategy forProcessors(int processors) {
        return processors <= FEW_PROCESSORS ? BLOCKING : SLEEPING;
    }
}
