package io.trunkline.engine.task;

/// The one [TaskResult.None].
final class NoResult {
    static final TaskResult<?> NONE = new TaskResult.None<>();

    private NoResult() {}
}
