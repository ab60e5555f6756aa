package io.trunkline.benchmarks.load;

/// One line of an access log, read.
public sealed interface LogLine {
    /// A request.
    ///
    /// @param method as in the request line, or `-` if that is no request line
    /// @param path as in the request line, or all of that if it is no request line
    /// @param bytes 0 where the log has `-`
    /// @param complete false if the line breaks off in the fields after these
    record Entry(
            String client,
            long epochSecond,
            String method,
            String path,
            int status,
            long bytes,
            boolean complete)
            implements LogLine {}

    /// Not a request, and why.
    record Malformed(String reason) implements LogLine {}
}
