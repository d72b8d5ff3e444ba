package io.belastbar.local.gameday;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What belongs to game days. */
@Command(
        name = "game-day",
        description = "Game days: break something on purpose, and measure how it comes back.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunGameDayCommand.class,
            AbortCommand.class,
            ConfirmCommand.class,
            ListCommand.class,
            GameDayReportCommand.class,
            ActionItemsCommand.class,
            CalendarCommand.class,
            CoverageCommand.class,
            ReplayCommand.class,
            ConvertGameDayCommand.class
        })
public final class GameDayCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
