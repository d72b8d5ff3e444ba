package io.belastbar.local.build;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.SourceTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds everything and runs every test, with the JDK that the script found. */
@Command(
        name = "test",
        description = "Build everything and run every test on real PostgreSQL, Kafka and Redis.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "proofs: only the slow proofs of what is promised, at most 25 minutes.")
    private String profile;

    @Parameters(paramLabel = "ARG", description = "Handed to Maven, for example -pl budget-service -am", arity = "0..*")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var builder = new ProcessBuilder(command(profile, arguments))
                .directory(SourceTree.root().toFile())
                .inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            return builder.start().waitFor();
        } catch (IOException noMaven) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, "mvn was not found: install Maven 3.8.7 or newer, and put it on PATH");
        }
    }

    /** Modules wait for servers more than they compute: three at a time, unless told otherwise. Proofs go one by one. */
    static List<String> command(String profile, List<String> arguments) {
        var command = new ArrayList<>(List.of("mvn", "--batch-mode", "--no-transfer-progress", "verify"));
        if (profile != null) {
            command.add("-P" + profile);
        } else if (arguments.stream().noneMatch(given -> given.startsWith("-T") || given.startsWith("--threads"))) {
            command.add("-T3");
        }
        command.addAll(arguments);
        return command;
    }
}
