package io.belastbar.local.gameday;

import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** When the next game days are due. */
@Command(
        name = "calendar",
        description = "When the next game day of each runbook is due, the first first.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class CalendarCommand implements Callable<Integer> {
    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "--ics", paramLabel = "FILE", description = "Keep it as a file for calendars (iCalendar).")
    private Path file;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var days = new GameDays(ApiClient.of(BelastbarHome.choose(home)));
        new DueTests(days, system, language, ZoneId.systemDefault()).print("/calendar");
        if (file != null) {
            keep(days.api()
                    .download(
                            GameDays.SERVICE,
                            DueTests.path(system, "/calendar.ics?lang=" + language.code()),
                            refused ->
                                    new CommandFailure(refused.exitCode(), refused.sentence("there is no calendar"))));
        }
        return ExitCodes.PASSED;
    }

    private void keep(byte[] calendar) {
        try {
            Files.write(file, calendar);
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, file + " was not written: " + WriteFailure.reason(failure));
        }
    }
}
