package io.trunkline.benchmarks.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/// Runs `bin/trunkline` in this JVM.
final class TrunklineCommand {
    private TrunklineCommand() {}

    /// @return the exit code
    static int run(StringWriter out, StringWriter err, String command, String... arguments) {
        var all = new ArrayList<String>();
        all.add(command);
        all.addAll(List.of(arguments));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
