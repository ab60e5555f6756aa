package io.trunkline.engine.supervisor;

/// A specification that no supervisor can follow. A supervisor with such children does not start:
/// this is the cause of its [io.trunkline.engine.StartFailed].
public final class BadSpec extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BadSpec(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /// What is wrong.
    public Problem problem() {
        return problem;
    }

    /// What can be wrong.
    public sealed interface Problem {
        /// Two children of one supervisor have this id.
        record DuplicateId(String id) implements Problem {
            @Override
            public String toString() {
                return "id must be of one child only: id=" + id;
            }
        }

        /// A significant child of a supervisor that does not shut down by itself.
        record SignificantWithoutAutoShutdown(String id) implements Problem {
            @Override
            public String toString() {
                return "autoShutdown must not be NEVER with a significant child: id=" + id;
            }
        }

        /// A significant child that is permanent, and so never ends for good.
        record SignificantAndPermanent(String id) implements Problem {
            @Override
            public String toString() {
                return "restart must not be PERMANENT of a significant child: id=" + id;
            }
        }
    }
}
