package io.belastbar.web.problem;

import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can go wrong for a reason that the caller may know, besides an input that is refused. Each kind has one HTTP status and one problem type; anything
 * else that is thrown becomes a 500 with an id and no message.
 */
public abstract sealed class DomainFailure extends RuntimeException
        permits NotFound,
                Conflict,
                PreconditionFailed,
                PreconditionRequired,
                TargetNotAllowed,
                RoleRequired,
                NotPossible,
                SentTooSlowly,
                Unavailable,
                IdempotencyKeyReused {

    private final int status;
    private final String slug;
    private final String title;

    DomainFailure(int status, String slug, String title, String detail) {
        // No stack trace: these are answers, not surprises, and they are made on hot paths.
        super(detail, null, false, false);
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    /** The HTTP status of this failure. */
    public final int status() {
        return status;
    }

    /** When to try again; empty if trying again does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Every single reason, where there are several; else none. */
    public List<ProblemError> errors() {
        return List.of();
    }

    /** The message in German; empty where it is said in English only. */
    public Optional<String> german() {
        return Optional.empty();
    }

    /** The body to answer with. */
    public final Problem problem(String instance) {
        return Problem.of(slug, title, status, getMessage(), errors(), instance).inGerman(german().orElse(null));
    }
}
