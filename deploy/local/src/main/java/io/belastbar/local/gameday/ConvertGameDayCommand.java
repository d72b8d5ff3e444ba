package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.convert.DocumentKind;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Between runbooks and experiments of Chaos Toolkit. */
@Command(
        name = "convert",
        description = {
            "Write a runbook as an experiment of Chaos Toolkit (JSON); of an experiment, say what of it runs here and what"
                    + " does not. Nothing is stored: apply stores either.",
            "Exit codes: 0 all of it, 99 a part of the experiment does not run here, 104 refused."
        },
        footer = {
            "",
            "Examples:",
            "  belastbar game-day convert experiment.json --system smartbav",
            "  belastbar game-day convert postgres-primary-down --system smartbav -o experiment.json"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
final class ConvertGameDayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "RUNBOOK|FILE",
            description = "The name of a stored runbook; or a file with a runbook or an experiment.")
    private String what;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system.")
    private String system;

    @Option(names = "-o", paramLabel = "OUT", description = "Where to write the experiment; default: standard output.")
    private Path out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of what is printed (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home));
        Path file = Path.of(what);
        if (!Files.isRegularFile(file)) {
            write(api.download(
                    GameDays.SERVICE,
                    ApiPath.system(system) + "/runbooks/" + ApiPath.segment(what) + "/exports/chaostoolkit",
                    this::refused));
            return ExitCodes.PASSED;
        }
        Conversion document;
        try {
            document = Conversion.read(file);
        } catch (RefusedInput faulty) {
            RefusalReport.lines(what, faulty).forEach(System.err::println);
            return ExitCodes.INVALID_INPUT;
        }
        if (document.kind().equals(Optional.of(DocumentKind.EXPERIMENT))) {
            byte[] answer = api.convert(
                    GameDays.SERVICE, ApiPath.system(system) + "/conversions/runbook", document.text(), this::refused);
            return told(JSON.readTree(answer));
        }
        write(api.convert(
                GameDays.SERVICE, ApiPath.system(system) + "/exports/chaostoolkit", document.text(), this::refused));
        return ExitCodes.PASSED;
    }

    private int told(JsonNode conversion) {
        JsonNode origin = conversion.path("origin");
        System.out.printf(
                language.say(
                        "%s: %d steps and %d expectations run here%n",
                        "%s: %d Schritte und %d Erwartungen laufen hier%n"),
                what,
                conversion.path("steps").asInt(),
                conversion.path("expectations").asInt());
        OriginLines.of(what, origin, language).forEach(System.out::println);
        return origin.path("notPossible").isEmpty() ? ExitCodes.PASSED : ExitCodes.BUDGET_FAILED;
    }

    private CommandFailure refused(ApiClient.Answer answer) {
        new RefusalReport(System.err).print(what, GameDays.SERVICE, answer);
        return new CommandFailure(answer.exitCode(), "nothing was converted: " + what + " was refused");
    }

    private void write(byte[] experiment) throws IOException {
        if (out == null) {
            System.out.write(experiment);
            System.out.flush();
            return;
        }
        try {
            Files.write(out, experiment);
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, out + " was not written: " + WriteFailure.reason(failure));
        }
    }
}
