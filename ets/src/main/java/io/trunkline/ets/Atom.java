package io.trunkline.ets;

import java.util.Objects;

/// A name that stands for itself. The atoms true and false are `Boolean.TRUE` and `Boolean.FALSE`.
///
/// Atoms are not kept in a table of all atoms: they are garbage like any other object.
public record Atom(String name) {
    /// @throws IllegalArgumentException if the name is that of a boolean
    public Atom {
        Objects.requireNonNull(name, "name");
        if (name.equals("true") || name.equals("false")) {
            throw new IllegalArgumentException("atom must be a Boolean: name=" + name);
        }
    }

    public static Atom of(String name) {
        return new Atom(name);
    }

    /// The name as Erlang prints it: quoted unless it looks like an atom.
    @Override
    public String toString() {
        return TermText.atom(name);
    }
}
