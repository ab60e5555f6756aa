package io.trunkline.ets;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// A table file that cannot be used: torn, damaged, none of ours, of a newer version, or of rows
/// that are not those asked for. The message says what is wrong, in which file and where.
///
/// It is an `IOException`, as what is in a file is not in the hands of who reads it; one that is no
/// `TableFileException` says that the file could not be read at all.
public final class TableFileException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Path file;
    private final long offset;

    /// @param offset where in the file, from 0
    public TableFileException(String problem, Path file, long offset) {
        super("%s, file=%s, offset=%d".formatted(problem, file, offset));
        this.file = file;
        this.offset = offset;
    }

    /// The file; null in an exception that was serialized.
    public @Nullable Path file() {
        return file;
    }

    /// Where in the file the problem was noticed, in bytes from its beginning.
    public long offset() {
        return offset;
    }
}
