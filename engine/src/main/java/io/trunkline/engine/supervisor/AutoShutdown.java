package io.trunkline.engine.supervisor;

/// Whether a supervisor ends, with reason `shutdown`, when significant children have ended by
/// themselves and are not to be restarted.
public enum AutoShutdown {
    /// It does not.
    NEVER,
    /// When one has.
    ANY_SIGNIFICANT,
    /// When the last one that ran has.
    ALL_SIGNIFICANT
}
