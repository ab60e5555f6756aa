package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Bytes that need not be text. One that holds the UTF-8 of a text is the same term as the
/// `String`, though it does not `equals` it. Immutable.
public final class Binary {
    private final byte[] bytes;
    private final int hash;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
        String text = Utf8.decode(bytes);
        this.hash = text == null ? Arrays.hashCode(bytes) : text.hashCode();
    }

    /// Copies the bytes.
    public static Binary of(byte... bytes) {
        return new Binary(bytes.clone());
    }

    /// The UTF-8 bytes of a text.
    public static Binary utf8(String text) {
        return new Binary(Utf8.encode(text));
    }

    /// The text of which these are the UTF-8 bytes; null if there is none.
    public @Nullable String text() {
        return Utf8.decode(bytes);
    }

    /// How many bytes there are.
    public int size() {
        return bytes.length;
    }

    /// The byte at an index from 0.
    public byte get(int index) {
        return bytes[index];
    }

    /// A copy of the bytes.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// For readers in this package, which do not write to it.
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    /// That of the text if it is one.
    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
