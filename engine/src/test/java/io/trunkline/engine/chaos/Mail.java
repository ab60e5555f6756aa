package io.trunkline.engine.chaos;

import io.trunkline.engine.Call;
import io.trunkline.engine.From;
import io.trunkline.engine.Pid;

/// What the processes of a [Chaos] send each other. Everything with a number is in its [Ledger].
sealed interface Mail {
    int number();

    /// Do something at random.
    ///
    /// @param source who sends, and `order`, the how manieth of its messages this is
    /// @param hops how many more messages it may cause in a row
    record Work(int number, int source, int order, int hops, long seed) implements Mail {}

    /// As [Work], with a reply, which is the number.
    record Question(int number, int source, int order, int hops, long seed)
            implements Mail, Call<Integer> {}

    /// Answer a call that another process got.
    record Answer(int number, From from, int question) implements Mail {}

    /// Monitor a process until it ends.
    record Watch(int number, Pid pid) implements Mail {}

    /// Answer those who wait. Not in the ledger, as a timer is lost with its process.
    record Tick() {}
}
