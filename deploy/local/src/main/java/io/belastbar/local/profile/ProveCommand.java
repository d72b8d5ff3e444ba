package io.belastbar.local.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.progress.StreamFollower;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has missing indexes proven on a copy, shows how that goes on, and says what it brought. */
@Command(
        name = "prove",
        description = {
            "Prove missing indexes by really creating them on a copy of the database; the target is only read.",
            "Exit code 99 if one of them does not help."
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class ProveCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICE = "profiling";

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(
            names = "--finding",
            paramLabel = "PE-NNN",
            description = "The finding whose index is proven; default: all open ones that propose an index.")
    private String finding;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private java.nio.file.Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home));
        String body = finding == null
                ? "{}"
                : JSON.createObjectNode().put("finding", finding).toString();
        var started = api.post(SERVICE, ApiPath.system(system) + "/index-proofs", body);
        if (started.status() != 202) {
            throw new CommandFailure(started.exitCode(), started.sentence("no proof was started"));
        }
        new StreamFollower(
                        api,
                        SERVICE,
                        StreamFollower.SILENCE_MAX,
                        (name, data) -> System.out.println("  " + part(data)),
                        System.err::println)
                .follow(started.location());
        var ended = api.get(SERVICE, started.location());
        if (!ended.isSuccess()) {
            throw new CommandFailure(ended.exitCode(), ended.sentence("the proof cannot be read"));
        }
        ProofLines lines = new ProofLines(ended.body(), language);
        lines.all().forEach(System.out::println);
        if (!"DONE".equals(ended.body().path("state").asText())) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    "the proof was not made: " + ended.body().path("reason").asText());
        }
        return lines.allHelp() ? ExitCodes.PASSED : ExitCodes.BUDGET_FAILED;
    }

    private static String part(String data) {
        try {
            JsonNode event = JSON.readTree(data);
            return event.path("part").asText(data);
        } catch (IOException notJson) {
            return data;
        }
    }
}
