package io.trunkline.ets.match;

/// A match specification that could never be run: the message names the part that is wrong.
public final class BadMatchSpec extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public BadMatchSpec(String message) {
        super(message);
    }
}
