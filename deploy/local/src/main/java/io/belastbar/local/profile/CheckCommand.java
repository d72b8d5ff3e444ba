package io.belastbar.local.profile;

import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a system's database what is wrong with it. */
@Command(
        name = "check",
        description = "Check a system's database now and say what is wrong with it; what is becomes a finding.",
        footer = {"", "Examples:", "  belastbar profile check shop", "  belastbar profile check shop --only dead-rows"},
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class CheckCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SYSTEM", defaultValue = "smartbav", description = "The system (default: smartbav).")
    private String system;

    @Option(names = "--only", paramLabel = "NAME", description = "One check by its name; default: all of them.")
    private String only;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = ".md, .html or .json; default: Markdown on the console.")
    private Path out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the report (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String format = format();
        var api = ApiClient.of(BelastbarHome.choose(home)).within(LIMIT);
        String path = ApiPath.system(system) + "/database-checks";
        String wanted = only == null ? "" : "only=" + ApiPath.encoded(only);
        var checked = api.post("profiling", path + (only == null ? "" : "?" + wanted), "");
        if (!checked.isSuccess()) {
            throw new CommandFailure(checked.exitCode(), checked.sentence("the database was not checked"));
        }
        byte[] report = api.download(
                "profiling",
                path + "?format=" + format + "&lang=" + language.code() + (only == null ? "" : "&" + wanted));
        if (out == null) {
            System.out.write(report);
            System.out.flush();
        } else {
            Files.write(out, report);
            System.out.println(language.say("Report: ", "Bericht: ") + out);
        }
        return ExitCodes.PASSED;
    }

    private String format() {
        if (out == null) {
            return "md";
        }
        String name = out.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!ending.matches("md|html|json")) {
            throw new ParameterException(spec.commandLine(), "--out should end in .md, .html or .json: was " + name);
        }
        return ending;
    }
}
