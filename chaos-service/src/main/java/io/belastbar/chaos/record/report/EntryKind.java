package io.belastbar.chaos.record.report;

import java.util.Arrays;
import java.util.Optional;

/** What entries of a record tell of, and how good that is. A record may have kinds that this version does not know. */
public enum EntryKind {
    STARTED(Tone.PLAIN),
    PHASE_ENTERED(Tone.PLAIN),
    STEP_BEGUN(Tone.PLAIN),
    STEP_DONE(Tone.GOOD),
    STEP_NOT_DONE(Tone.BAD),
    CONFIRMATION_AWAITED(Tone.PLAIN),
    CONFIRMED(Tone.GOOD),
    DENIED(Tone.BAD),
    STEADY(Tone.GOOD),
    NOT_STEADY(Tone.BAD),
    REGAINED(Tone.GOOD),
    NOT_REGAINED(Tone.BAD),
    EXPECTATION_MET(Tone.GOOD),
    EXPECTATION_MISSED(Tone.BAD),
    EXPECTATION_UNKNOWN(Tone.OPEN),
    SIGHT_LOST(Tone.OPEN),
    SIGHT_REGAINED(Tone.PLAIN),
    STOP_CONDITION_MET(Tone.BAD),
    ABORT_REQUESTED(Tone.PLAIN),
    STORE_LOST(Tone.PLAIN),
    RESUMED(Tone.PLAIN),
    FAULTS_TAKEN_BACK(Tone.GOOD),
    FAULTS_NOT_TAKEN_BACK(Tone.BAD),
    GAME_DAY_ENDED(Tone.PLAIN),
    INJECTED(Tone.PLAIN),
    CLEARED(Tone.GOOD),
    EXPIRED(Tone.PLAIN),
    FAILED(Tone.BAD),
    MEASURED(Tone.PLAIN),
    ANSWERED(Tone.PLAIN),
    ACTION_ITEM(Tone.OPEN),
    FINISHED(Tone.PLAIN),
    CORRECTION(Tone.PLAIN),
    SIGN_OFF(Tone.PLAIN);

    /** How good the news is. */
    public enum Tone {
        GOOD,
        BAD,
        OPEN,
        PLAIN
    }

    private final Tone tone;

    EntryKind(Tone tone) {
        this.tone = tone;
    }

    public Tone tone() {
        return tone;
    }

    public static Optional<EntryKind> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
