package io.trunkline.examples.gateway;

/// A part of the way that a request takes; see [Timeline#nanos(Step)].
public enum Step {
    /// From the intended start until the session begins with it: lateness of the sender, finding or
    /// starting the session, and its mailbox.
    QUEUE,
    /// In the session, until it is refused or on its way to the upstream.
    SESSION,
    /// From there until the session has the upstream's answer.
    UPSTREAM,
    /// From the intended start until the answer is handed over.
    TOTAL
}
