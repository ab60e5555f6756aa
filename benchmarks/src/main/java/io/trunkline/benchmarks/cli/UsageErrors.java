package io.trunkline.benchmarks.cli;

import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/// Reports wrong usage in one line, instead of with the whole help.
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        String first = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong usage");
        command.getErr()
                .println(
                        "%s: %s (see --help)"
                                .formatted(command.getCommandSpec().qualifiedName(), first));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
