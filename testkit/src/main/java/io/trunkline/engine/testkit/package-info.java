/// Tests of processes with JUnit: a fresh node per test, a probe that receives and waits, leaks and
/// crashes that fail the test, and schedules that are drawn from seeds.
///
/// ```java
/// @TrunklineTest
/// void answers(Node node, Probe probe) {
///     Pid echo = node.spawn(self -> ((Pid) self.receive()).send(new Pong()));
///     echo.send(probe.pid());
///     probe.assertReceive(Pong.class);
/// }
/// ```
///
/// The package is a module of its own rather than a part of the engine, as it needs JUnit, and a
/// way into the JDK that no application should have; its name is the engine's, as what it tests is.
@NullMarked
package io.trunkline.engine.testkit;

import org.jspecify.annotations.NullMarked;
