/// A gateway: a small latency-sensitive service, to be copied.
///
/// Every client gets a process of its own, a [io.trunkline.examples.gateway.ClientSession], which
/// limits the client's rate, counts what it does and asks the
/// [io.trunkline.examples.gateway.Upstream], over a connection from a pool and unless its circuit
/// is open. Sessions are started when a client comes, found by name, and end when the client stays
/// away. What is known of clients and paths is in tables, its
/// [io.trunkline.examples.gateway.GatewayTables], which outlive sessions and which all may read.
/// All its processes are supervised, as [io.trunkline.examples.gateway.GatewayTree] says, and
/// [io.trunkline.examples.gateway.ChaosMonkey] puts that to the test.
/// [io.trunkline.examples.gateway.Gateway] is the way in.
@NullMarked
package io.trunkline.examples.gateway;

import org.jspecify.annotations.NullMarked;
