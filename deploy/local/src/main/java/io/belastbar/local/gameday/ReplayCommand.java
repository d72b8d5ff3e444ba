package io.belastbar.local.gameday;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.local.CommandDefaults;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.JsonFile;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.TimeSpan;
import io.belastbar.resilience.measure.MeasureRecovery;
import io.belastbar.resilience.measure.Measurement;
import io.belastbar.resilience.measure.Verdict;
import io.belastbar.resilience.measure.history.History;
import io.belastbar.resilience.measure.history.HistoryReader;
import io.belastbar.resilience.measure.history.HistoryReader.CutOffEnd;
import io.belastbar.resilience.measure.history.UnreadableHistory;
import io.belastbar.resilience.measure.report.MeasurementJson;
import io.belastbar.resilience.measure.report.MeasurementText;
import io.belastbar.resilience.measure.report.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures recovery and loss from a history that a probe has written. No platform runs for it. */
@Command(
        name = "replay",
        description = "Measure RTO and RPO from a probe's history, with the error bound; no platform is needed.",
        footer = {
            "",
            "A line of FILE: {\"seq\":17,\"event\":\"INVOKE|ACK|FAIL|INDETERMINATE\",\"atMs\":340.25}; without seq: INJECT,",
            "DETECTED, DECIDED, PROMOTED, TRANSACTED, and READBACK (of a former primary: OLD_READBACK)",
            "with \"present\":[[1,90],[201,800]].",
            "",
            "Exit codes: 0 it was measured, 99 a target was missed, 105 a target cannot be decided, 104 it cannot be read.",
            "",
            "Examples:",
            "  belastbar game-day replay history.jsonl",
            "  belastbar game-day replay history.jsonl --rto 30m --rpo 5m --json"
        },
        mixinStandardHelpOptions = true,
        defaultValueProvider = CommandDefaults.class)
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The history; - reads standard input.")
    private String file;

    @Option(names = "--rto", paramLabel = "TIME", description = "How long writes may not be possible, as in 30m.")
    private String recoveryTarget;

    @Option(names = "--rpo", paramLabel = "TIME", description = "Of how long a time writes may be lost, as in 5m.")
    private String lossTarget;

    @Option(
            names = "--stability",
            paramLabel = "TIME",
            defaultValue = "5s",
            description = "How long no write may fail until it counts as recovered (default: 5s).")
    private String stability;

    @Option(
            names = "--cut-off",
            description = "Leave out a last line that ends in the middle, and say so: its writer was interrupted.")
    private boolean cutOff;

    @Option(names = "--json", description = "JSON instead of text.")
    private boolean json;

    @Option(names = "--out", paramLabel = "json=FILE", description = "JSON into a file too.")
    private String out;

    @Option(names = "--lang", paramLabel = "en|de", description = "Language of the text (default: en).")
    private ReportLanguage language = ReportLanguage.EN;

    @Override
    public Integer call() throws IOException {
        Duration window = time("--stability", stability);
        if (window.isZero()) {
            throw new ParameterException(spec.commandLine(), "--stability should be more than zero: was " + stability);
        }
        var targets = new Targets(
                Optional.ofNullable(recoveryTarget).map(text -> time("--rto", text)),
                Optional.ofNullable(lossTarget).map(text -> time("--rpo", text)));
        Optional<JsonFile> report = JsonFile.of(spec.commandLine(), out);
        Measurement measured = measured(window);
        var words = io.belastbar.report.ReportLanguage.of(language.code()).orElseThrow();
        ObjectNode content = new MeasurementJson(words, window).of(measured, targets);
        String pretty = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(content);
        if (json) {
            System.out.println(pretty);
        } else {
            new MeasurementText(words, window).lines(measured, targets).forEach(System.out::println);
        }
        if (report.isPresent()) {
            report.get().write(pretty + "\n");
        }
        return exitCode(measured, targets);
    }

    private Measurement measured(Duration window) throws IOException {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                History history = HistoryReader.read(in, cutOff ? CutOffEnd.TOLD : CutOffEnd.REFUSED)) {
            if (history.size() == 0) {
                throw unreadable("it holds no event");
            }
            return new MeasureRecovery(window).measure(history);
        } catch (UnreadableHistory refused) {
            throw unreadable(refused.getMessage());
        } catch (NoSuchFileException missing) {
            throw unreadable("no such file");
        } catch (UncheckedIOException full) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    full.getMessage() + ": " + full.getCause().getMessage());
        } catch (IOException failure) {
            throw unreadable(Files.isDirectory(Path.of(file)) ? "it is a folder" : WriteFailure.reason(failure));
        }
    }

    private CommandFailure unreadable(String reason) {
        return new CommandFailure(ExitCodes.INVALID_INPUT, file + " cannot be read: " + reason);
    }

    private Duration time(String option, String text) {
        try {
            return TimeSpan.parse(text).toDuration();
        } catch (InvalidQuantity invalid) {
            throw new ParameterException(spec.commandLine(), option + ": " + invalid.getMessage());
        }
    }

    private static int exitCode(Measurement measured, Targets targets) {
        List<Verdict> verdicts = Stream.concat(
                        targets.recoveryTime().map(target -> Verdict.of(measured.recoveryTime(), target)).stream(),
                        targets.loss().map(target -> Verdict.of(measured.dataLoss(), target)).stream())
                .toList();
        if (verdicts.contains(Verdict.MISSED)) {
            return ExitCodes.BUDGET_FAILED;
        }
        return verdicts.contains(Verdict.INCONCLUSIVE) ? ExitCodes.ABORTED : ExitCodes.PASSED;
    }
}
