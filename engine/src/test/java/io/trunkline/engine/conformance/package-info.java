/// Replays of what the real runtime did: the recordings in the project's `conformance` folder, run
/// scenario by scenario on our engine and compared step by step.
///
/// [Recordings] finds and reads them, [Replayer] runs them on [World]s and counts, and there is one
/// world per area. Where we mean to differ from OTP, a rule says so ([GenServerExpectation]) and
/// docs/deviations.md gives the reason; nothing depends on a scenario's name or contents.
@NullMarked
package io.trunkline.engine.conformance;

import org.jspecify.annotations.NullMarked;
