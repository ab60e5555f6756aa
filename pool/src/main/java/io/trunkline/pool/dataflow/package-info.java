/// Operators over partitions of a stream: [Dataflow] builds stages of them.
///
/// *Layout.* A dataflow is a list of `Layer`s. Each runs as several `OperatorStage`s, and the
/// operators of a layer run one within the other, as `Sink`s: an event goes through all of them
/// without a list or a message in between.
@NullMarked
package io.trunkline.pool.dataflow;

import org.jspecify.annotations.NullMarked;
