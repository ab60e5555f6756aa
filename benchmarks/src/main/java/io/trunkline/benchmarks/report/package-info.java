/// What a replay measured, and how it is shown: as text, as a histogram log and as a page.
@NullMarked
package io.trunkline.benchmarks.report;

import org.jspecify.annotations.NullMarked;
