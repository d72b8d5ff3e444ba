package io.belastbar.local.bench;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands over to a benchmark, in a process of its own. */
@Command(
        name = "bench",
        description = "Run a benchmark; without a name, say which there are and what each needs.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final List<String> JVM_FLAGS = List.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED");

    @Parameters(
            paramLabel = "NAME ARG",
            arity = "0..*",
            description = "The benchmark and its arguments; -Dname=value sets a property of it.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (arguments.isEmpty()) {
            System.out.println(list());
            return ExitCodes.PASSED;
        }
        Bench bench = Bench.named(arguments.getFirst())
                .orElseThrow(() -> new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "there is no benchmark " + arguments.getFirst() + "; there are:\n" + list()));
        Path root = SourceTree.root();
        var builder = new ProcessBuilder(command(bench, root, withWholePaths(arguments.subList(1, arguments.size()))))
                .directory(root.toFile())
                .inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    /** A benchmark runs in the source tree; files of the caller's folder are named so that it finds them there. */
    static List<String> withWholePaths(List<String> given) {
        return given.stream()
                .map(argument -> argument.startsWith("-") || !Files.exists(Path.of(argument))
                        ? argument
                        : Path.of(argument).toAbsolutePath().toString())
                .toList();
    }

    static List<String> command(Bench bench, Path root, List<String> given) {
        if (bench.command().getFirst().equals("mvn")) {
            return Stream.concat(bench.command().stream(), given.stream()).toList();
        }
        Path module = root.resolve("benchmarks/target");
        if (!Files.isDirectory(module.resolve("classes"))) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "benchmarks is not built: run mvn -DskipTests package -pl benchmarks -am in " + root);
        }
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        given.stream().filter(BenchCommand::isProperty).forEach(command::add);
        command.add("-cp");
        command.add(module.resolve("classes") + File.pathSeparator + module.resolve("lib") + "/*");
        command.addAll(bench.command());
        given.stream().filter(argument -> !isProperty(argument)).forEach(command::add);
        return command;
    }

    private static boolean isProperty(String argument) {
        return argument.startsWith("-D");
    }

    private static String list() {
        return Arrays.stream(Bench.values()).map(Bench::line).collect(Collectors.joining("\n"));
    }
}
