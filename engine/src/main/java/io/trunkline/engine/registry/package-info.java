/// Finding processes by more than one name, and many processes by one: registries and groups.
///
/// [io.trunkline.engine.registry.Registry] is Elixir's: processes register themselves under keys,
/// with values. [io.trunkline.engine.registry.Groups] are OTP's `pg`: anybody puts processes into
/// groups. Both forget a process before anybody hears of its end.
///
/// What both keep is in `Entries`; its overview has the algorithm and the order of locks.
@NullMarked
package io.trunkline.engine.registry;

import org.jspecify.annotations.NullMarked;
