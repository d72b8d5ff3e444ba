package io.belastbar.local.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the files of the hand-over that say why a system is slow and what to do about it. */
@Command(
        name = "report",
        description = {
            "Write the files of the hand-over that profiling has of a system: findings, statements with their plans, index "
                    + "strategy, row-level security, settings, bottlenecks.",
            "What is missing is named with the command that helps; 105 if a file could not be written now."
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class ProfileReportCommand implements Callable<Integer> {

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: ${DEFAULT-VALUE}); one that is there is written anew.")
    private Path out = Path.of("profiling-report");

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the files (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home));
        String query = "?lang=" + language.code();
        var files = api.get("profiling", ApiPath.system(system) + "/deliverables" + query);
        if (!files.isSuccess()) {
            throw new CommandFailure(files.exitCode(), files.sentence("there are no files"));
        }
        boolean complete = true;
        for (JsonNode file : files.body().path("items")) {
            if (file.hasNonNull("href")) {
                complete &= written(file, api, query);
            } else {
                JsonNode missing = file.path("missing");
                System.out.printf(
                        "%s  %s: %s → %s%n",
                        language.say("missing", "fehlt  "),
                        file.path("path").asText(),
                        missing.path("reason").asText(),
                        missing.path("command").asText());
            }
        }
        return complete ? ExitCodes.PASSED : ExitCodes.ABORTED;
    }

    /** One that the service cannot write now, since a database is away, holds up no other. */
    private boolean written(JsonNode file, ApiClient api, String query) throws IOException, InterruptedException {
        byte[] content;
        try {
            content = api.download(
                    "profiling",
                    file.path("href").asText() + query,
                    refused -> new CommandFailure(refused.exitCode(), refused.sentence("it was not written")));
        } catch (CommandFailure notNow) {
            System.out.printf(
                    "%s  %s: %s%n",
                    language.say("not now", "jetzt nicht"), file.path("path").asText(), notNow.getMessage());
            return false;
        }
        write(file, content);
        return true;
    }

    /** Only below the folder, whatever the service calls its file. */
    private void write(JsonNode file, byte[] content) {
        Path target = out.resolve(file.path("path").asText()).normalize();
        if (!target.startsWith(out.normalize())) {
            throw new CommandFailure(ExitCodes.ABORTED, "a file would not lie below " + out + ": " + target);
        }
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.write(target, content);
        } catch (IOException full) {
            throw new CommandFailure(ExitCodes.ABORTED, target + " could not be written: " + WriteFailure.reason(full));
        }
        System.out.printf(
                "%s  %s  %s%n",
                language.say("written", "geschr."), target, file.path("title").asText());
    }
}
