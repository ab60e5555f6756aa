/// Stages: processes that exchange events on demand, so that none is sent more than it asked for.
///
/// [Producer], [ProducerConsumer] and [Consumer] are what applications extend; [Stage] has what is
/// done to a stage that runs. [Pipeline] puts stages in a row and supervises them.
///
/// *Layout.* `StageLoop` is the process of every stage. It has an `Output` if the stage emits
/// (buffer, held demand, a `Router` that decides who gets what) and an `Input` if it receives
/// (subscriptions, demand that is open). Both sides of a [Subscription] are fields of the one
/// object, each written by its own process only. `StageMessage` is what stages send each other.
///
/// *Demand.* It goes upstream and is said once; events go downstream, never more than demanded but
/// for those a consumer's handler makes of one batch. Who could not serve remembers.
@NullMarked
package io.trunkline.pool.stage;

import org.jspecify.annotations.NullMarked;
