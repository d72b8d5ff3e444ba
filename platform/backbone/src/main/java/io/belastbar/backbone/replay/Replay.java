package io.belastbar.backbone.replay;

/**
 * What a request to replay a dead letter came to.
 *
 * @param reason for people; null where the outcome says everything
 */
public record Replay(Outcome outcome, String reason) {

    public enum Outcome {
        /** It took effect now. */
        APPLIED,
        /** It had taken effect meanwhile, and did not a second time. */
        ALREADY_APPLIED,
        /** Somebody replayed it before. */
        REPLAYED_BEFORE,
        /** It failed once more and stays a dead letter. */
        FAILED_AGAIN,
        /** No handler here applies it (any more). */
        NOT_WANTED,
        /** There is no such dead letter. */
        UNKNOWN,
        /** PostgreSQL does not answer; nothing has changed. */
        DATABASE_AWAY
    }

    static Replay of(Outcome outcome) {
        return new Replay(outcome, null);
    }
}
