package io.trunkline.ets;

/// What kind of term a value is, in the order in which terms of different kinds sort. Java has
/// nothing to call a fun or a port.
public enum Kind {
    /// [Bound#LOWEST], which is no term.
    LOWEST,
    /// Integers (`Byte`, `Short`, `Integer`, `Long`, `BigInteger`) and floats (`Float`, `Double`).
    NUMBER,
    /// [Atom] and `Boolean`.
    ATOM,
    /// What the engine hands out for its monitors, aliases and timers.
    REFERENCE,
    PID,
    /// [Tuple].
    TUPLE,
    /// `java.util.Map`.
    MAP,
    /// The empty list.
    NIL,
    /// A `java.util.List` with an element, and [ImproperList].
    LIST,
    /// `String`, as its UTF-8 bytes, and [Binary].
    BINARY,
    /// Any other object: records, enums, `UUID`, `Instant` and what applications make.
    OTHER,
    /// [Bound#HIGHEST], which is no term.
    HIGHEST
}
