package io.belastbar.load.imports.jtl;

/**
 * One sample of JMeter.
 *
 * @param startMillis since 1970; of a sum over several samples, the end of the last one
 * @param elapsedMillis of a sum over several samples, all their times added up
 */
record Jtl(
        int line,
        long startMillis,
        long elapsedMillis,
        String label,
        Outcome outcome,
        Sender sender,
        long bytesSent,
        long bytesReceived) {

    private static final String TRANSACTION = "Number of samples in transaction";
    private static final long ELAPSED_MAX_MILLIS = 1L << 43;

    /**
     * @param samples more than 1: a sum (JMeter's SampleCount)
     * @param failed of them
     * @param failure what an assertion of the test plan said; empty: nothing
     */
    record Outcome(String code, String message, long samples, long failed, String failure) {}

    /**
     * @param host empty: not known
     * @param users active threads of this host; -1: not known
     */
    record Sender(String thread, String host, long users) {}

    static Jtl of(JtlFields fields, JtlTime times) {
        return new Jtl(
                fields.line(),
                times.millis(fields),
                fields.requiredNumber("elapsed", ELAPSED_MAX_MILLIS),
                fields.required("label").strip(),
                outcome(fields),
                new Sender(
                        fields.text("threadName", ""),
                        fields.text("Hostname", ""),
                        fields.number("allThreads", -1, Integer.MAX_VALUE)),
                fields.number("sentBytes", 0, Long.MAX_VALUE),
                fields.number("bytes", 0, Long.MAX_VALUE));
    }

    private static Outcome outcome(JtlFields fields) {
        String success = fields.required("success").strip();
        boolean succeeded = success.equalsIgnoreCase("true");
        if (!succeeded && !success.equalsIgnoreCase("false")) {
            throw fields.fault("success", "must be true or false");
        }
        long samples = fields.number("SampleCount", 1, Integer.MAX_VALUE);
        long failed = fields.number("ErrorCount", samples == 1 ? (succeeded ? 0 : 1) : -1, Integer.MAX_VALUE);
        if (samples == 1) {
            failed = succeeded ? 0 : 1;
        } else if (failed < 0 && !succeeded) {
            throw fields.fault("SampleCount", "must be told with ErrorCount: how many of them failed is not known");
        } else if (failed > samples) {
            throw fields.fault("ErrorCount", "must be at most SampleCount");
        }
        return new Outcome(
                fields.text("responseCode", ""),
                fields.text("responseMessage", ""),
                samples,
                Math.max(0, failed),
                fields.text("failureMessage", ""));
    }

    /** A transaction controller's sum, whether or not its samples are in the file. */
    boolean isTransaction() {
        return outcome.message().startsWith(TRANSACTION);
    }

    /** How many samples JMeter says the transaction has; 1 where it says no number. */
    long samplesOfTransaction() {
        String digits = outcome.message()
                .substring(TRANSACTION.length())
                .replaceFirst("^\\s*:\\s*", "")
                .replaceFirst("(?s)\\D.*", "");
        return digits.isEmpty() || digits.length() > 9 ? 1 : Long.parseLong(digits);
    }

    boolean isAggregated() {
        return outcome.samples() != 1;
    }

    boolean success() {
        return outcome.failed() == 0;
    }

    long endMillis() {
        return startMillis + elapsedMillis;
    }
}
