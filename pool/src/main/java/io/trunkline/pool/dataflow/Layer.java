package io.trunkline.pool.dataflow;

import io.trunkline.pool.stage.Stage;
import io.trunkline.pool.stage.SubscribeTo;

import java.util.List;
import java.util.function.Function;

/// Stages that do the same to different events.
///
/// @param width how many stages there are
/// @param maker makes one, which subscribes to the stages of the layer before
/// @param partitions whether the stages of the next layer have a partition each
record Layer(
        int width, Function<List<SubscribeTo>, ? extends Stage<?>> maker, boolean partitions) {}
