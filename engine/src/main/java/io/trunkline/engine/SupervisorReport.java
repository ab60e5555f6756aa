package io.trunkline.engine;

/// What a supervisor reports about a child; heard by [NodeListener#supervised]. The names are those
/// of OTP's reports.
public sealed interface SupervisorReport {
    /// The supervisor.
    Pid supervisor();

    /// The child's id.
    String child();

    /// A child runs, for the first time or again.
    ///
    /// @param restarts how often it was restarted before or with this
    record Progress(Pid supervisor, String child, Pid pid, int restarts)
            implements SupervisorReport {}

    /// A child ended by itself, and not in a way that is ordinary for it.
    record ChildTerminated(Pid supervisor, String child, Pid pid, ExitReason reason)
            implements SupervisorReport {}

    /// A child did not start.
    record StartError(Pid supervisor, String child, ExitReason reason)
            implements SupervisorReport {}

    /// A child that was told to stop ended in another way than asked for, or had to be killed.
    record ShutdownError(Pid supervisor, String child, Pid pid, ExitReason reason)
            implements SupervisorReport {}

    /// There were too many restarts: the supervisor stops all its children and ends.
    ///
    /// @param child whose restart was one too many
    /// @param restarts how often the supervisor has restarted children in its life
    record Shutdown(Pid supervisor, String child, int restarts) implements SupervisorReport {}

    /// A child with a limit of its own went beyond it: it stays down, and its siblings run on.
    record ChildGivenUp(Pid supervisor, String child, int restarts) implements SupervisorReport {}
}
