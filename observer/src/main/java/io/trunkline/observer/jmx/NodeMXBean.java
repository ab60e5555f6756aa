package io.trunkline.observer.jmx;

import java.util.List;
import java.util.Map;

/// A node. Counts are since its start, or, of crashes and restarts, since [NodeMBeans#register].
/// Each attribute is a look of its own; see [io.trunkline.engine.NodeStatistics] for what they mean
/// and cost.
public interface NodeMXBean {
    /// The node's name.
    String getName();

    /// Processes that live.
    int getProcesses();

    /// Processes that were started.
    long getProcessesStarted();

    /// Messages that were handled.
    long getMessagesHandled();

    /// Messages that reached nobody.
    long getDeadLetters();

    /// Calls that were skipped since their callers had given up.
    long getExpiredCalls();

    /// Processes that ended by their own fault.
    long getCrashes();

    /// Children that were restarted.
    long getRestarts();

    /// Children that were restarted, by supervisor; of the last thousand supervisors.
    Map<String, Long> getRestartsBySupervisor();

    /// Processes that can run at a time.
    int getRunners();

    /// Processes that run on a runner now.
    int getBusyRunners();

    /// Runners whose handler waits, or has lost its place as it took long.
    int getBlockedRunners();

    /// Turns that wait for a runner.
    int getQueuedTurns();

    /// Timers that wait.
    int getPendingTimers();

    /// The numbers in the snapshots of pools, breakers and stages, by kind and name; times are in
    /// nanoseconds.
    Map<String, Map<String, Double>> getPools();

    /// What breakers and the like are in, such as `CLOSED`, by kind and name.
    Map<String, String> getStates();

    /// The supervision tree, a line a process.
    String tree();

    /// The processes with the longest mailboxes, longest first, as texts. Looks at all processes.
    ///
    /// @param most how many, up to 1,000
    List<String> longestMailboxes(int most);
}
