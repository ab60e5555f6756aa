package io.trunkline.ets.match;

import io.trunkline.ets.BadArg;

/// A match specification that could never be run: the message names the part that is wrong.
public final class BadMatchSpec extends BadArg {
    private static final long serialVersionUID = 1;

    public BadMatchSpec(String message) {
        super(message);
    }
}
