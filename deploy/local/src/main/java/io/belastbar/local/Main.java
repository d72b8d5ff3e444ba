package io.belastbar.local;

import io.belastbar.local.apply.ApplyCommand;
import io.belastbar.local.apply.ConvertCommand;
import io.belastbar.local.bench.BenchCommand;
import io.belastbar.local.build.TestCommand;
import io.belastbar.local.compare.CompareCommand;
import io.belastbar.local.demo.DemoCommand;
import io.belastbar.local.evidence.EvidenceCommand;
import io.belastbar.local.forecast.ForecastCommand;
import io.belastbar.local.gameday.GameDayCommand;
import io.belastbar.local.image.ImageCommand;
import io.belastbar.local.interchange.ExportCommand;
import io.belastbar.local.interchange.ImportCommand;
import io.belastbar.local.measure.MeasureCommand;
import io.belastbar.local.profile.ProfileCommand;
import io.belastbar.local.report.ReportCommand;
import io.belastbar.local.run.RunCommand;
import io.belastbar.local.status.StatusCommand;
import io.belastbar.local.up.UpCommand;
import io.belastbar.local.whatif.WhatIfCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code belastbar}: hands over to the command, and turns failures into one sentence and an exit code. */
@Command(
        name = "belastbar",
        description = "Performance and operational resilience engineering for multi-tenant services.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:passed", "99:a budget or threshold failed", "104:invalid input", "105:aborted"},
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            TestCommand.class,
            BenchCommand.class,
            ImageCommand.class,
            ApplyCommand.class,
            ConvertCommand.class,
            RunCommand.class,
            CompareCommand.class,
            WhatIfCommand.class,
            MeasureCommand.class,
            ReportCommand.class,
            ProfileCommand.class,
            GameDayCommand.class,
            EvidenceCommand.class,
            ForecastCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            StatusCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> System.err.println(UnexpectedFailure.sentence(failure)));
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var root = new CommandLine(new Main());
        for (String handsOver : List.of("test", "bench", "image")) {
            root.getSubcommands().get(handsOver).setUnmatchedOptionsArePositionalParams(true);
        }
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, arguments) -> {
                    System.err.println(sentence(failure));
                    System.err.println("Try: " + failure.getCommandLine().getCommandName() + " --help");
                    return ExitCodes.INVALID_INPUT;
                })
                .setExecutionExceptionHandler((failure, commandLine, result) -> {
                    if (failure instanceof CommandFailure expected) {
                        System.err.println(expected.getMessage());
                        return expected.exitCode();
                    }
                    System.err.println(UnexpectedFailure.sentence(failure));
                    return ExitCodes.ABORTED;
                });
    }

    /** What is written wrong comes before what is missing, since that is often the same. */
    private static String sentence(ParameterException failure) {
        List<String> unknown = failure.getCommandLine().getUnmatchedArguments();
        return failure instanceof MissingParameterException && !unknown.isEmpty()
                ? new UnmatchedArgumentException(failure.getCommandLine(), unknown).getMessage() + "; "
                        + failure.getMessage()
                : failure.getMessage();
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
