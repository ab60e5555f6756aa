package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Strings seen as bytes. A surrogate without its partner counts as the three bytes its code point
/// would have, so that every string stands for bytes of its own and their order is that of the code
/// points.
final class Utf8 {
    private Utf8() {}

    /// By code points, which is by bytes. Comparing UTF-16 units would put U+10000 before U+FFFF.
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) || Character.isSurrogate(y)
                        ? compareCodePoints(a, b, i)
                        : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /// Compares the first code points that differ, given the first units that do. They begin one
    /// unit before if a low surrogate completes there what both strings began.
    private static int compareCodePoints(String a, String b, int i) {
        boolean completes =
                i > 0
                        && Character.isHighSurrogate(a.charAt(i - 1))
                        && (Character.isLowSurrogate(a.charAt(i))
                                || Character.isLowSurrogate(b.charAt(i)));
        int start = completes ? i - 1 : i;
        return Integer.compare(a.codePointAt(start), b.codePointAt(start));
    }

    static int compare(String a, byte[] b) {
        return Arrays.compareUnsigned(encode(a), b);
    }

    static int length(String s) {
        int length = 0;
        for (int i = 0; i < s.length(); ) {
            int codePoint = s.codePointAt(i);
            length += width(codePoint);
            i += Character.charCount(codePoint);
        }
        return length;
    }

    static byte[] encode(String s) {
        byte[] bytes = new byte[length(s)];
        int at = 0;
        for (int i = 0; i < s.length(); ) {
            int codePoint = s.codePointAt(i);
            int width = width(codePoint);
            if (width == 1) {
                bytes[at] = (byte) codePoint;
            } else {
                for (int j = width - 1; j > 0; j--) {
                    bytes[at + j] = (byte) (0x80 | ((codePoint >> (6 * (width - 1 - j))) & 0x3F));
                }
                bytes[at] = (byte) ((0xF00 >> width) | (codePoint >> (6 * (width - 1))));
            }
            at += width;
            i += Character.charCount(codePoint);
        }
        return bytes;
    }

    /// The string with these bytes; null if there is none.
    static @Nullable String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int lead = bytes[i] & 0xFF;
            int width = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            if (width == 0 || i + width > bytes.length) {
                return null;
            }
            int codePoint = width == 1 ? lead : lead & (0x7F >> width);
            for (int j = 1; j < width; j++) {
                int next = bytes[i + j];
                if ((next & 0xC0) != 0x80) {
                    return null;
                }
                codePoint = (codePoint << 6) | (next & 0x3F);
            }
            if (!Character.isValidCodePoint(codePoint) || width(codePoint) != width) {
                return null;
            }
            text.appendCodePoint(codePoint);
            i += width;
        }
        String decoded = text.toString();
        // Two surrogates of three bytes each would have become one code point of four.
        return length(decoded) == bytes.length ? decoded : null;
    }

    private static int width(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
}
