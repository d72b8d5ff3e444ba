package io.belastbar.examples.smartbav.problem;

import java.time.Duration;
import java.util.List;

/** Everything that can go wrong in a way the caller should hear about. {@link ProblemMapper} turns it into an answer. */
public abstract sealed class Failure extends RuntimeException {
    private Failure(String message) {
        super(message, null, false, false);
    }

    /** The request breaks a rule: 400. */
    public static final class InvalidInput extends Failure {
        private final List<FieldError> errors;

        public InvalidInput(String detail, List<FieldError> errors) {
            super(detail);
            this.errors = List.copyOf(errors);
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /** Unknown e-mail address or wrong password, deliberately not said which: 401. */
    public static final class BadCredentials extends Failure {
        public BadCredentials() {
            super("e-mail address or password is wrong");
        }
    }

    /** What comes without an access token has to be signed, and is not, or not by its sender: 401. */
    public static final class BadSignature extends Failure {
        public BadSignature() {
            super("the signature is missing, wrong or too old");
        }
    }

    /** No such thing in the caller's tenant: 404. */
    public static final class NotFound extends Failure {
        public NotFound(String what, String id) {
            super("there is no %s %s".formatted(what, id));
        }
    }

    /** The caller has to wait for their own earlier work: 429. */
    public static final class TooMany extends Failure {
        private final Duration retryAfter;

        public TooMany(String detail, Duration retryAfter) {
            super(detail);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Something this service depends on is away: 503. */
    public static final class Unavailable extends Failure {
        private final Duration retryAfter;

        public Unavailable(String what, Duration retryAfter) {
            super(what + " is not available");
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
