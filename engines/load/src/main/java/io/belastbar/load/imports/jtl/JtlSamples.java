package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.ImportedFailures;
import io.belastbar.load.imports.source.ErrorTexts;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.ImportedRequest;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.imports.source.StepNames;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.load.result.SecondSeries;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What JMeter's CSV and XML results have in common: which of their samples are requests. */
final class JtlSamples {

    private static final String NO_HTTP = "Non HTTP response code:";
    private static final int THREADS_MAX = 10_000;
    private static final Pattern REMOTE = Pattern.compile("(.+?:\\d+)-.*");

    private final ImportContext context;
    private final Samples samples;
    private final Faults faults;
    private final WaitingTransactions transactions;
    private final JtlNotes notes = new JtlNotes();
    private final ImportedFailures failures = new ImportedFailures();
    private final UsersByHost users = new UsersByHost();
    private final LinkedHashMap<String, ThreadTrack> threads = new LinkedHashMap<>(64, 0.75f, true);

    JtlSamples(ImportContext context, Faults faults) {
        this.context = context;
        this.faults = faults;
        this.transactions = new WaitingTransactions(faults);
        this.samples = new Samples(context.limits(), faults);
    }

    /** A row of a file in which parts and transactions stand beside their samples, and only their place tells. */
    void addFlat(Jtl row) {
        boolean part = track(row.sender()).isPart(row);
        if (part) {
            notes.parts++;
            users(row);
        } else {
            add(row);
        }
    }

    /** A sample that is no part of another one. */
    void add(Jtl row) {
        users(row);
        ThreadTrack track = track(row.sender());
        if (row.isTransaction()) {
            transactions.add(track, row).forEach(this::alone);
            notes.transactions++;
        } else if (row.isAggregated()) {
            aggregated(row);
        } else {
            request(row, row.startMillis(), row.elapsedMillis(), row.success());
            track.happened(row);
        }
    }

    /** A transaction of which the samples were told already. */
    void transactionOfSamples(Jtl row) {
        users(row);
        notes.transactions++;
    }

    RunResult result(JtlTime times) {
        threads.values().forEach(track -> transactions.end(track).forEach(this::alone));
        users.sums().forEach((second, active) -> samples.users(second * 1_000_000, active));
        notes.hosts = users.hosts();
        boolean anyAggregated = notes.aggregatedSamples > 0;
        Provenance provenance =
                new Provenance("jmeter", "", context.source(), notes.sentences(times, faults), anyAggregated ? 0 : 100);
        RunResult result =
                failures.in(samples.result(context.runId(), context.system(), context.scenario(), provenance));
        return times.isRounded() ? withoutTime(result) : result;
    }

    JtlNotes notes() {
        return notes;
    }

    /** JMeter's means of many samples: each counts at its mean, so percentiles are not known. */
    private void aggregated(Jtl row) {
        long count = row.outcome().samples();
        if (count == 0) {
            return;
        }
        long mean = Math.round((double) row.elapsedMillis() / count);
        for (long sample = 0; sample < count; sample++) {
            boolean success = sample >= row.outcome().failed();
            Jtl one = sample == 0 ? row : withoutBytes(row);
            request(one, row.startMillis() - mean, mean, success);
        }
        notes.aggregatedRows++;
        notes.aggregatedSamples += count;
    }

    private static Jtl withoutBytes(Jtl row) {
        return new Jtl(
                row.line(), row.startMillis(), row.elapsedMillis(), row.label(), row.outcome(), row.sender(), 0, 0);
    }

    private void alone(Jtl transaction) {
        notes.transactionsAlone++;
        request(transaction, transaction.startMillis(), transaction.elapsedMillis(), transaction.success());
    }

    private void request(Jtl row, long startMillis, long elapsedMillis, boolean success) {
        if (elapsedMillis * 1_000 > ImportedRequest.DURATION_MAX_MICROS) {
            throw new FieldFault(row.line(), null, "elapsed", "must be at most 35 minutes", elapsedMillis + " ms");
        }
        StepInfo step = StepNames.named("", row.label());
        ErrorClass error = success ? null : errorClass(row.outcome());
        samples.add(
                row.line(),
                new ImportedRequest(
                        step,
                        "",
                        startMillis * 1_000,
                        elapsedMillis * 1_000,
                        error,
                        row.bytesSent(),
                        row.bytesReceived()));
        if (error != null) {
            failures.add(step, error, status(row.outcome()), said(row.outcome()));
        }
    }

    private static String status(Jtl.Outcome outcome) {
        return outcome.code().matches("\\d{3}") ? outcome.code() : "";
    }

    /** What JMeter's assertion said, or else the answer or the exception. */
    private static String said(Jtl.Outcome outcome) {
        if (!outcome.failure().isEmpty()) {
            return outcome.failure();
        }
        return outcome.code().startsWith(NO_HTTP)
                ? (outcome.code().substring(NO_HTTP.length()).strip() + ": "
                        + outcome.message()
                                .replace("Non HTTP response message:", "")
                                .strip())
                : outcome.message();
    }

    private void users(Jtl row) {
        if (row.sender().users() >= 0) {
            users.active(
                    host(row.sender()),
                    Math.floorDiv(row.startMillis(), 1_000L),
                    row.sender().users());
        }
    }

    /** A remote engine puts its address before the names of its threads. */
    private static String host(Jtl.Sender sender) {
        if (sender.thread().indexOf(':') < 0) {
            return sender.host();
        }
        Matcher remote = REMOTE.matcher(sender.thread());
        return sender.host() + (remote.matches() ? " " + remote.group(1) : "");
    }

    private ThreadTrack track(Jtl.Sender sender) {
        boolean known = !sender.thread().isEmpty();
        String thread = known ? sender.host() + "\n" + sender.thread() : "";
        ThreadTrack track = threads.computeIfAbsent(thread, none -> new ThreadTrack(known));
        if (threads.size() > THREADS_MAX) {
            transactions.end(threads.pollFirstEntry().getValue()).forEach(this::alone);
        }
        return track;
    }

    private static RunResult withoutTime(RunResult result) {
        RunIdentity known = result.identity();
        return new RunResult(
                new RunIdentity(
                        known.runId(),
                        known.system(),
                        known.scenario(),
                        known.scenarioVersion(),
                        known.target(),
                        known.startedAt(),
                        Duration.ZERO),
                result.provenance(),
                result.steps(),
                result.tenants(),
                SecondSeries.of(List.of()),
                result.totals(),
                result.generator(),
                result.failures());
    }

    private static ErrorClass errorClass(Jtl.Outcome outcome) {
        String code = outcome.code();
        if (code.startsWith(NO_HTTP)) {
            return ErrorTexts.of(code + " " + outcome.message());
        }
        // A good status and still a failure: an assertion of the test plan was not met.
        return code.matches("[1345]\\d\\d") ? ErrorClass.UNEXPECTED_STATUS : ErrorClass.OTHER;
    }
}
