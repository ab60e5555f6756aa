package io.trunkline.observer.internal.history;

import org.jspecify.annotations.Nullable;

/// Makes texts of what others have written: bounded, and whatever `toString` does.
public final class Clip {
    private Clip() {}

    /// The first `most` characters of a value's text.
    public static String of(@Nullable Object value, int most) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            text = "toString must not throw: " + e.getClass().getName();
        }
        return text.length() <= most
                ? text
                : text.substring(0, most) + "… (" + text.length() + " characters)";
    }
}
