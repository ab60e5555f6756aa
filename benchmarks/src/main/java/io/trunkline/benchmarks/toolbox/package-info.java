/// JMH suites of OTP's toolbox: tasks, agents, registries and supervisors. Methods are called as
/// the workloads in docs/performance.md; those that add words to such a name are variants of it.
@NullMarked
package io.trunkline.benchmarks.toolbox;

import org.jspecify.annotations.NullMarked;
