package io.trunkline.benchmarks.measure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// Prints a line for each figure: its key, a tab, the number. What `compare` starts.
@Command(
        name = "figures",
        description = "Prints single figures for other programs, as key, tab, number.",
        mixinStandardHelpOptions = true)
final class FiguresCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "quick|full",
            description = "How long to look (5 s, or 30 s).")
    private String size;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY", description = "Which.")
    private List<String> keys;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Figure.Size wanted = size();
        for (Figure figure : keys.stream().map(this::figure).toList()) {
            out.println("%s\t%s".formatted(figure.key(), figure.find(wanted)));
            out.flush();
        }
        return 0;
    }

    private Figure.Size size() {
        return Arrays.stream(Figure.Size.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(size))
                .findFirst()
                .orElseThrow(() -> wrong("size must be quick or full: size=" + size));
    }

    private Figure figure(String key) {
        return Arrays.stream(Figure.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> wrong("key must be known: key=" + key));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
