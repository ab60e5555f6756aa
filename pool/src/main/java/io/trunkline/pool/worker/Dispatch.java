package io.trunkline.pool.worker;

/// Which worker gets a task.
public enum Dispatch {
    /// Whoever is free: one queue for all. The default, and the one that never has a task wait
    /// behind another's while somebody is idle.
    SHARED,
    /// One after the other. A worker that is being restarted is passed over; if all are, the task
    /// waits for the one whose turn it is.
    ROUND_ROBIN,
    /// The one with the fewest tasks, waiting and running. Looks at all of them.
    LEAST_LOADED,
    /// Any.
    RANDOM,
    /// The one of the task's key ([Terms#key(Object)]), which runs the tasks of a key one by one,
    /// in the order of their submission; also across a resize. Tasks without a key go to any.
    ///
    /// A task whose worker is killed ends then, and the next one begins, though a thread that has
    /// not noticed may still be in the code of the first.
    BY_KEY
}
