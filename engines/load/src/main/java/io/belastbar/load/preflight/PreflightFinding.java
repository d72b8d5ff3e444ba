package io.belastbar.load.preflight;

import io.belastbar.load.failure.FailureAdvice;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;

/**
 * Something that failed before the load.
 *
 * @param target its registered name
 * @param step empty: no connection came about, whatever the step
 * @param refuses the load would be in vain, since no waiting helps; false: it may be passing, or what the test is about
 */
public record PreflightFinding(
        String target, String step, ErrorClass error, String code, String message, boolean refuses) {

    public PreflightFinding {
        // Cleaned and cut as every foreign text.
        FailureCause cause = new FailureCause(0, error, code, message, 1);
        code = cause.code();
        message = cause.message();
    }

    /** What was found, and what would help. */
    public Sentence sentence() {
        FailureCause cause = new FailureCause(0, error, code, message, 1);
        String said = cause.name() + (message.isEmpty() ? "" : ": " + message);
        Sentence advice = FailureAdvice.of(cause, target);
        return Wording.sentence(PreflightFinding.class, words -> {
            String found = step.isEmpty()
                    ? words.text("preflight.target", target, said)
                    : words.text("preflight.step", step, target, said);
            return refuses ? words.text("preflight.refused", found, advice) : words.text("preflight.noted", found);
        });
    }
}
