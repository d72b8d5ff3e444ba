package io.belastbar.local.gameday;

import io.belastbar.local.CommandDefaults;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a game day early, whoever began it. */
@Command(
        name = "abort",
        description = "End a game day early; what it broke is taken back. One that has ended already stays as it is.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class AbortCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The game day.")
    private String id;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var answer = new GameDays(ApiClient.of(BelastbarHome.choose(home))).abort(id);
        System.out.println(
                answer.status() == 202
                        ? language.say(
                                "it is aborted; what was broken is taken back",
                                "er wird abgebrochen; was gestört wurde, wird zurückgenommen")
                        : language.say("it has ended before: ", "er ist schon beendet: ")
                                + answer.body().path("outcome").asText());
        return ExitCodes.PASSED;
    }
}
