package io.trunkline.engine;

import java.util.List;

/// What a node has now and what it has done so far. The parts are of slightly different moments.
///
/// What counts up begins at zero with the node, and nothing resets it: a rate is the difference of
/// two looks, divided by the time between them. The counters are kept by the threads that do the
/// work, without a lock or an atomic operation, and added up by who asks.
public record NodeStatistics(
        Runners runners,
        Queues queues,
        Scheduling scheduling,
        Processes processes,
        Messages messages,
        Timers timers) {
    /// The threads that run scheduled processes. All are zero on a simulated node, which has none.
    ///
    /// @param seats how many processes run at a time: busy, searching, parked and vacant together
    /// @param busy seats whose runner runs a process
    /// @param searching seats whose runner looks for work
    /// @param parked seats whose runner sleeps until there is work
    /// @param vacant seats without a runner
    /// @param blocked runners without a seat that are inside a handler: it waits, or has lost its
    ///   seat as it took long
    /// @param spare runners that wait for a seat
    public record Runners(
            int seats, int busy, int searching, int parked, int vacant, int blocked, int spare) {}

    /// How many turns of processes wait to be run.
    ///
    /// @param shared those that no seat has
    /// @param seats those of each seat
    public record Queues(int shared, List<Integer> seats) {
        public Queues {
            seats = List.copyOf(seats);
        }

        /// All of them.
        public int total() {
            return shared + seats.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /// What the runners did. All are zero on a simulated node but `turns` and `retries`.
    ///
    /// @param turns how often a process was given a runner
    /// @param steals turns that a runner took from another's queue
    /// @param handOvers seats that the watchdog took from a handler and gave to a spare
    /// @param blocks seats that a runner gave up by itself, since its handler began to wait in the
    ///   engine
    /// @param wakeUps runners that were woken, or taken from the spares, as there was work
    /// @param parks how often a runner found no work and went to sleep
    /// @param sparesStarted runners made
    /// @param retries changes of a process's state that another thread was ahead of
    public record Scheduling(
            long turns,
            long steals,
            long handOvers,
            long blocks,
            long wakeUps,
            long parks,
            long sparesStarted,
            long retries) {}

    /// The processes, implicit ones included.
    ///
    /// @param alive those that live
    /// @param started how many there were
    public record Processes(int alive, long started) {
        /// How many have ended.
        public long ended() {
            return started - alive;
        }
    }

    /// The messages, calls and casts among them.
    ///
    /// @param handled those that a handler was given, or a threaded process has received
    /// @param callerRuns calls that their callers handled themselves, as the server was idle
    /// @param deadLetters as [Node#deadLetters()]
    /// @param expiredCalls as [Node#expiredCalls()]
    public record Messages(long handled, long callerRuns, long deadLetters, long expiredCalls) {}

    /// The timers, the runtime's own included.
    ///
    /// @param pending those that wait
    /// @param fired those that were due and not stopped
    public record Timers(int pending, long fired) {}
}
