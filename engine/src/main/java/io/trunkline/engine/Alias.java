package io.trunkline.engine;

/// A second address of a process, which the process can take back: what is sent to an inactive
/// alias is dropped. Made by [Self#alias(Mode)]; every [MonitorRef] is one too.
public interface Alias {
    /// When an alias ends, besides [Self#unalias(Alias)] and the end of its process.
    enum Mode {
        /// Only by [Self#unalias(Alias)].
        EXPLICIT_UNALIAS,
        /// With the first message sent through it, which for a monitor's alias ends the monitor
        /// too.
        REPLY,
        /// Of a monitor: with the monitor, be it by DOWN or by [Self#demonitor(MonitorRef)].
        DEMONITOR
    }

    /// Sends to the process behind it if it is active. Never fails, never blocks.
    void send(Object message);
}
