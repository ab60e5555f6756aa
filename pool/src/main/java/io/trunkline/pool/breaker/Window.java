package io.trunkline.pool.breaker;

/// What a closed circuit remembers of its calls. Any thread may record, without locks.
abstract sealed class Window permits ConsecutiveWindow, CountWindow, TimeWindow {
    /// Records a call that went well. It never opens the circuit.
    abstract void good();

    /// Records a call that failed or was slow.
    ///
    /// @return whether that is too much
    abstract boolean bad(int outcome);

    /// What it remembers now.
    abstract CircuitSnapshot.Recent recent();
}
