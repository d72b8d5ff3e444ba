package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.context.Notes;
import io.belastbar.load.imports.source.ErrorTexts;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.ImportedRequest;
import io.belastbar.load.imports.source.Samples;
import io.belastbar.load.imports.source.StepNames;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import java.util.ArrayList;
import java.util.List;

/** What JMeter's CSV and XML results have in common. */
final class JtlSamples {

    private static final String TRANSACTION = "Number of samples in transaction";
    private static final String NO_HTTP = "Non HTTP response code:";

    private final ImportContext context;
    private final Samples samples;
    private long transactions;
    private boolean formattedTimes;

    JtlSamples(ImportContext context, Faults faults) {
        this.context = context;
        this.samples = new Samples(context.limits(), faults);
    }

    /**
     * One sample of JMeter.
     *
     * @param startMillis since 1970
     * @param users active threads; -1: not known
     */
    record Jtl(
            int line,
            long startMillis,
            long elapsedMillis,
            String label,
            String responseCode,
            String responseMessage,
            boolean success,
            long bytes,
            long sentBytes,
            long users) {

        /** A transaction controller's sum of samples that are in the file themselves. */
        boolean isTransaction() {
            return responseMessage.startsWith(TRANSACTION);
        }
    }

    void add(Jtl jtl) {
        if (jtl.isTransaction()) {
            transactions++;
            return;
        }
        long micros = jtl.elapsedMillis() * 1_000;
        if (micros > ImportedRequest.DURATION_MAX_MICROS) {
            throw new FieldFault(
                    jtl.line(), null, "elapsed", "must be at most 35 minutes", jtl.elapsedMillis() + " ms");
        }
        samples.add(
                jtl.line(),
                new ImportedRequest(
                        StepNames.named("", jtl.label()),
                        "",
                        jtl.startMillis() * 1_000,
                        micros,
                        jtl.success() ? null : errorClass(jtl),
                        jtl.sentBytes(),
                        jtl.bytes()));
        if (jtl.users() >= 0) {
            samples.users(jtl.startMillis() * 1_000, (int) Math.min(Integer.MAX_VALUE, jtl.users()));
        }
    }

    void timesAreFormatted() {
        formattedTimes = true;
    }

    RunResult result() {
        return samples.result(
                context.runId(),
                context.system(),
                context.scenario(),
                new Provenance("jmeter", "", context.source(), notes()));
    }

    private static ErrorClass errorClass(Jtl jtl) {
        String code = jtl.responseCode();
        if (code.startsWith(NO_HTTP)) {
            return ErrorTexts.of(code + " " + jtl.responseMessage());
        }
        // A good status and still a failure: an assertion of the test plan was not met.
        return code.matches("[1345]\\d\\d") ? ErrorClass.UNEXPECTED_STATUS : ErrorClass.OTHER;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(Notes.FROM_THE_SEND);
        notes.add(Notes.LOAD_AS_SENT);
        notes.add("JMeter writes whole milliseconds, and elapsed includes the connect. The time stamp is taken as the"
                + " start of the sample, which is how JMeter is delivered (sampleresult.timestamp.start=true).");
        if (formattedTimes) {
            notes.add("The time stamps name no zone; they were taken as UTC.");
        }
        if (transactions > 0) {
            notes.add(transactions + " transaction sums are left out; their samples are counted one by one.");
        }
        return notes;
    }
}
