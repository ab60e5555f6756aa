package io.trunkline.ets.internal.file;

import java.nio.charset.StandardCharsets;

/// The numbers of the format; docs/design/ets-file.md says what they mean.
final class Format {
    static final int VERSION = 1;

    /// Not text in any encoding, and not the same after line ends were converted.
    private static final byte[] MAGIC = {(byte) 0x89, 'T', 'K', 'L', 'T', '\r', '\n', 0x1A};

    private static final byte[] END = "TKLT-END".getBytes(StandardCharsets.US_ASCII);

    /// Magic, version and their checksum.
    static final int PREAMBLE = 8 + Integer.BYTES + Integer.BYTES;

    /// Kind and length.
    static final int FRAME_HEAD = 1 + Integer.BYTES;

    static final int CHECKSUM = Integer.BYTES;

    static final byte HEADER = 'H';
    static final byte BLOCK = 'B';
    static final byte FOOTER = 'F';

    static final int DIGEST = 32;

    /// Two counts and the digest.
    static final int FOOTER_PAYLOAD = 2 * Long.BYTES + DIGEST;

    /// The footer's frame and the end mark: the last bytes of every file.
    static final int FOOTER_LENGTH = FRAME_HEAD + FOOTER_PAYLOAD + CHECKSUM + 8;

    /// What rows are collected up to; a row that is longer has a block for itself.
    static final int BLOCK_SIZE = 1 << 16;

    /// The longest payload of a frame: frames are built in an array together with what surrounds
    /// the payload.
    static final int MAX_PAYLOAD = Integer.MAX_VALUE - 64;

    /// How deep lists, tuples, maps and records may be in each other.
    static final int MAX_DEPTH = 256;

    private Format() {}

    static byte[] magic() {
        return MAGIC.clone();
    }

    static byte[] end() {
        return END.clone();
    }

    /// The bytes that say what a value is.
    static final class Tag {
        static final byte NULL = 0x00;
        static final byte FALSE = 0x01;
        static final byte TRUE = 0x02;

        static final byte BYTE = 0x10;
        static final byte SHORT = 0x11;
        static final byte INTEGER = 0x12;
        static final byte LONG = 0x13;
        static final byte BIG_INTEGER = 0x14;
        static final byte FLOAT = 0x15;
        static final byte DOUBLE = 0x16;
        static final byte BIG_DECIMAL = 0x17;

        static final byte STRING = 0x20;
        static final byte STRING_UTF16 = 0x21;
        static final byte ATOM = 0x22;
        static final byte ATOM_UTF16 = 0x23;
        static final byte BINARY = 0x24;
        static final byte CHARACTER = 0x25;

        static final byte TUPLE = 0x30;
        static final byte LIST = 0x31;
        static final byte IMPROPER_LIST = 0x32;
        static final byte MAP = 0x33;
        static final byte ENUM = 0x34;
        static final byte RECORD = 0x35;

        static final byte INSTANT = 0x40;
        static final byte DATE = 0x41;
        static final byte DATE_TIME = 0x42;
        static final byte DURATION = 0x43;
        static final byte UUID = 0x44;

        private Tag() {}
    }
}
