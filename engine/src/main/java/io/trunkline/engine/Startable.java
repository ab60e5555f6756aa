package io.trunkline.engine;

/// Something [Node#start(Startable, StartOptions)] can start as a scheduled process, such as a
/// `GenServer`.
@FunctionalInterface
public interface Startable {
    /// The code of one new process; asked for once per start.
    Behaviour behaviour();
}
