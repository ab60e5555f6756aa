package io.trunkline.ets;

/// A value that cannot be (part of) a term: null, an array, or something else that could change
/// while a table holds it. The message names its class.
public final class NotATerm extends BadArg {
    private static final long serialVersionUID = 1;

    public NotATerm(String message) {
        super(message);
    }
}
