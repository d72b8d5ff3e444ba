package io.belastbar.local.profile;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.RefusedInput;
import io.belastbar.document.TooLarge;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.plans.answer.PlanAnalysis;
import io.belastbar.plans.answer.PlanAnswer;
import io.belastbar.plans.answer.PlanPage;
import io.belastbar.plans.answer.PlanText;
import io.belastbar.plans.input.PlanInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says where the time of a plan goes and what would make it better; needs no platform and no database. */
@Command(
        name = "plan",
        description =
                "Say where the time of an execution plan goes, and what would make it better. Reads EXPLAIN's JSON,"
                        + " alone or as psql prints it, and PostgreSQL's log (text, csvlog, jsonlog) with auto_explain's plans"
                        + " and durations of statements. No platform and no database are needed.",
        footer = {
            "",
            "Examples:",
            "  psql -c 'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT ...' | belastbar profile plan -",
            "  belastbar profile plan slow.json --lang de",
            "  belastbar profile plan postgresql.log --out json=plans.json --out html=plans.html"
        },
        mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Plans or a log, at most 64 MiB; - for the standard input.")
    private String file;

    @Option(
            names = "--out",
            paramLabel = "FORMAT=FILE",
            split = ",",
            description =
                    "Also as json=FILE, md=FILE or html=FILE, - for the standard output instead of the text; may be"
                            + " repeated.")
    private List<String> out = List.of();

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the text (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Override
    public Integer call() throws IOException {
        out.forEach(this::requireValid);
        try {
            PlanAnalysis analysis = PlanAnalysis.of(read());
            if (out.stream().noneMatch(target -> target.endsWith("=-"))) {
                System.out.print(PlanText.of(analysis, reportLanguage()));
            }
            for (String target : out) {
                write(target, analysis);
            }
            return ExitCodes.PASSED;
        } catch (RefusedInput refused) {
            String name = file.equals("-") ? "standard input" : file;
            RefusalReport.lines(name, refused).forEach(System.err::println);
            return ExitCodes.INVALID_INPUT;
        }
    }

    private void requireValid(String target) {
        if (!target.matches("(json|md|html)=.+")) {
            throw new ParameterException(
                    spec.commandLine(), "--out should be json=FILE, md=FILE or html=FILE: was " + target);
        }
    }

    private String read() throws IOException {
        if (file.equals("-")) {
            return PlanInput.text(limited(System.in));
        }
        Path path = Path.of(file);
        // A pipe of the shell, <(psql ...), is no regular file.
        if (!Files.exists(path) || Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, "no such file, or not readable: " + file);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return PlanInput.text(limited(in));
        }
    }

    private static byte[] limited(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(PlanInput.LENGTH_MAX + 1);
        if (bytes.length > PlanInput.LENGTH_MAX) {
            throw new TooLarge("plans and logs may have 64 MiB; cut a part of the log, or raise the limits of"
                    + " auto_explain.log_min_duration and log_min_duration_statement");
        }
        return bytes;
    }

    private void write(String target, PlanAnalysis analysis) throws IOException {
        String format = target.substring(0, target.indexOf('='));
        String to = target.substring(target.indexOf('=') + 1);
        PlanPage page = new PlanPage(reportLanguage());
        String text =
                switch (format) {
                    case "html" -> page.html(analysis);
                    case "md" -> page.markdown(analysis);
                    default -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(PlanAnswer.of(analysis)) + "\n";
                };
        if (to.equals("-")) {
            System.out.print(text);
            return;
        }
        try {
            Files.write(Path.of(to), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new CommandFailure(ExitCodes.INVALID_INPUT, to + " was not written: " + WriteFailure.reason(failure));
        }
    }

    private io.belastbar.report.ReportLanguage reportLanguage() {
        return io.belastbar.report.ReportLanguage.of(language.code()).orElseThrow();
    }
}
