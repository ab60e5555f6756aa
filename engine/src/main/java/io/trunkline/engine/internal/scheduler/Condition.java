package io.trunkline.engine.internal.scheduler;

import org.jspecify.annotations.Nullable;

/// Something a thread waits for; see [Scheduler#await]. Whoever makes it true unparks the waiter
/// that it then finds.
public interface Condition {
    /// Whether the wait is over.
    boolean isMet();

    /// Says who waits from now on, or null when nobody does any more. Made visible before
    /// [#isMet()] is asked again (no lost wake-up).
    void waiter(@Nullable Thread thread);
}
