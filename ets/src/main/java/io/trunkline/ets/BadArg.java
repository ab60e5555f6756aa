package io.trunkline.ets;

/// An operation on a table that was refused, as ets does with `badarg`: nothing has changed.
public class BadArg extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public BadArg(String message) {
        super(message);
    }
}
