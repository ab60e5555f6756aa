/// Whether two runs of `bin/trunkline latency` differ by more than noise.
///
/// *Method.* A permutation test, for each percentile of each workload and rate. The intervals of a
/// run are put together in blocks of consecutive ones, as neighbours are alike: a pause, a busy
/// machine, a clock that changes lasts longer than an interval. If the runs do not differ, which
/// run a block is from means nothing; so the blocks of both are dealt anew, thousands of times, and
/// p is the share of deals, the real one among them, in which the percentile of one side is as far
/// from that of the other, as a ratio, as it was. By this p is exact whatever the shape of the
/// latencies, and a percentile that a few bursts decide has a large one. As every percentile is
/// another chance to be wrong, the p of all are corrected together (Holm), so that in 99 of 100
/// diffs of like runs nothing at all is said to differ. The deals come from a fixed seed: the same
/// two runs give the same words.
///
/// *The machine.* The generator, which does nothing, is compared like any workload. At a rate at
/// which it differs by more than noise the machine was not the same, and no workload is called
/// faster or slower.
///
/// *What it does not know.* What is the same all through a run and another in the next: the code
/// that the compiler happened to make, where memory lies, how busy the machine's host was.
@NullMarked
package io.trunkline.benchmarks.latency.diff;

import org.jspecify.annotations.NullMarked;
