package io.belastbar.faultproxy.refusal;

/** Why a demand was not met; nothing of it was done. */
public abstract sealed class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message, null, false, false);
    }

    /** The demand itself is wrong. */
    public static final class Invalid extends Refusal {
        public Invalid(String message) {
            super(message);
        }
    }

    /** There is no such thing. */
    public static final class NotFound extends Refusal {
        public NotFound(String message) {
            super(message);
        }
    }

    /** What is there stands against it. */
    public static final class Conflict extends Refusal {
        public Conflict(String message) {
            super(message);
        }
    }
}
