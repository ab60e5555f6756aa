package io.trunkline.benchmarks.measure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// Prints a line for each figure: its key, a tab, the number. What `compare` starts.
@Command(
        name = "figures",
        description = "Prints single figures for other programs, as key, tab, number.",
        mixinStandardHelpOptions = true)
final class FiguresCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--rest",
            description = "How long to watch processes at rest (default: ${DEFAULT-VALUE}).",
            defaultValue = "30s",
            converter = DurationConverter.class)
    private Duration rest;

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "Which.")
    private List<String> keys;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (Figure figure : keys.stream().map(this::figure).toList()) {
            out.println("%s\t%s".formatted(figure.key(), figure.find(rest)));
            out.flush();
        }
        return 0;
    }

    private Figure figure(String key) {
        return Arrays.stream(Figure.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(), "key must be known: key=" + key));
    }
}
