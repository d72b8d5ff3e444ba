package io.belastbar.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.RefusedInput;
import io.belastbar.document.TooLarge;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of every error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type what kind of problem, {@code urn:belastbar:problem:…}
 * @param status the HTTP status
 * @param detail one sentence for a person; never an internal message
 * @param detailGerman the same in German; null where it is said in English only
 * @param errors the single faults of the input, in document order; empty if the problem is not about input
 * @param instance the path of the request, or the id of the error to look for in the log
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(requiredProperties = {"type", "title", "status"})
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        String detailGerman,
        List<ProblemError> errors,
        String instance) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** A problem whose type is {@code urn:belastbar:problem:<slug>}. */
    public static Problem of(
            String slug, String title, int status, String detail, List<ProblemError> errors, String instance) {
        return new Problem(URI.create("urn:belastbar:problem:" + slug), title, status, detail, null, errors, instance);
    }

    Problem inGerman(String german) {
        return new Problem(type, title, status, detail, german, errors, instance);
    }

    /** 400 with every fault that was found, or 413. */
    public static Problem of(RefusedInput refused, String instance) {
        return switch (refused) {
            case InvalidInput invalid ->
                of("invalid-input", "Invalid input", 400, invalid.getMessage(), invalid.errors(), instance);
            case TooLarge large -> of("too-large", "Too large", 413, large.getMessage(), List.of(), instance);
        };
    }
}
