package io.trunkline.ets.match;

import io.trunkline.ets.Atom;

/// The atoms that mean something in the term form of match specifications.
public final class Symbols {
    /// Matches anything.
    public static final Atom ANY = Atom.of("_");

    /// The whole row.
    public static final Atom ROW = Atom.of("$_");

    /// The values of all variables, by their numbers.
    public static final Atom BINDINGS = Atom.of("$$");

    /// Keeps what it is put before from being evaluated.
    public static final Atom CONST = Atom.of("const");

    /// What a failing call yields in a result.
    public static final Atom EXIT = Atom.of("EXIT");

    private static final int MAX_DIGITS = 8;

    private Symbols() {}

    /// The atom of the variable with this number.
    ///
    /// @throws IllegalArgumentException if the number is not in 0..99,999,999
    public static Atom variable(int number) {
        Atom atom = Atom.of("$" + number);
        if (number < 0 || variableNumber(atom) != number) {
            throw new IllegalArgumentException(
                    "variable must have a number in 0..99999999: number=" + number);
        }
        return atom;
    }

    /// The number of the variable that a term names, or -1: `$01` names none.
    public static int variableNumber(Object term) {
        if (!(term instanceof Atom(String name))
                || name.length() < 2
                || name.length() > 1 + MAX_DIGITS
                || name.charAt(0) != '$'
                || (name.charAt(1) == '0' && name.length() > 2)) {
            return -1;
        }
        int number = 0;
        for (int i = 1; i < name.length(); i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }
}
