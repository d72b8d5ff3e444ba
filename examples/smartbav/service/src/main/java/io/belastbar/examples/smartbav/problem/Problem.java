package io.belastbar.examples.smartbav.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Problem details, RFC 9457 section 3; {@code errors} is left out when empty. */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
}
