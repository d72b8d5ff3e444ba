package io.belastbar.chaos.record.page;

import io.belastbar.report.Wording;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a game day took its course. What this service says itself is known in both languages; what others said stays as it is. */
final class ReasonWords {
    /** A reason, or its beginning where a name follows, and the key of its text. */
    static final Map<String, String> KEYS = keys();

    private ReasonWords() {}

    static String of(String reason, Wording words) {
        for (Map.Entry<String, String> known : KEYS.entrySet()) {
            String begin = known.getKey();
            if (reason.equals(begin)) {
                return words.text("reason." + known.getValue());
            }
            if (begin.endsWith(" ") && reason.startsWith(begin)) {
                return words.text("reason." + known.getValue(), reason.substring(begin.length()));
            }
        }
        return reason;
    }

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("steady state missed", "steadyMissed");
        keys.put("steady state not regained", "notRegained");
        keys.put("faults not taken back", "notTakenBack");
        keys.put("own database away", "ownDatabase");
        keys.put("its instance was lost", "instanceLost");
        keys.put("nobody is there to confirm it: the game day is unattended", "unattended");
        keys.put("it did not end in time", "late");
        keys.put("the proof did not end in time", "proofLate");
        keys.put("a target did not confirm; its own time limit ends the fault", "notConfirmed");
        keys.put("the target did not confirm that the fault is gone", "notGone");
        keys.put("the platform's database did not take it when it happened", "recordedLater");
        keys.put("the service stops", "serviceStops");
        keys.put("asked for", "askedFor");
        keys.put("RTO missed", "rtoMissed");
        keys.put("RPO missed", "rpoMissed");
        keys.put("RTO not known", "rtoUnknown");
        keys.put("RPO not known", "rpoUnknown");
        keys.put("measuring", "measuring");
        keys.put("aborted by ", "abortedBy");
        keys.put("denied by ", "deniedBy");
        keys.put("preparation ", "preparation");
        keys.put("step ", "step");
        keys.put("expectation ", "expectation");
        keys.put("check ", "check");
        keys.put("stop condition ", "stopCondition");
        keys.put("rollback ", "rollback");
        return keys;
    }
}
