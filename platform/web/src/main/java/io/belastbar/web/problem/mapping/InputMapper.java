package io.belastbar.web.problem.mapping;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.belastbar.document.ProblemError;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 400 for JSON that the framework cannot read. */
public class InputMapper {

    /** A body of the wrong shape. The same exception from our own code is an internal error. */
    @ServerExceptionMapper
    public Response wrongShape(MismatchedInputException failure, UriInfo uri) {
        boolean fromBody = Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("MessageBodyReader"));
        return fromBody ? unreadable(failure, uri.getPath()) : FallbackMapper.internal(failure, uri.getPath());
    }

    static Response unreadable(JsonProcessingException failure, String instance) {
        JsonLocation location = failure.getLocation();
        Integer line = location == null || location.getLineNr() < 1 ? null : location.getLineNr();
        Integer column = location == null || location.getColumnNr() < 1 ? null : location.getColumnNr();
        ProblemError error = new ProblemError(pointer(failure), line, column, rule(failure), received(failure));
        return ProblemResponses.of(400, "the body cannot be read", List.of(error), instance);
    }

    private static String pointer(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping)) {
            return "";
        }
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .reduce("", String::concat);
    }

    // Jackson's own messages name Java classes; those stay inside.
    private static String rule(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> "unknown key" + known(unknown);
            case InvalidFormatException text when text.getTargetType() == String.class -> text.getOriginalMessage();
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> TypeRule.of(mismatch.getTargetType());
            case JsonMappingException ignored -> "cannot be read";
            default -> String.valueOf(failure.getOriginalMessage());
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        String keys = unknown.getKnownPropertyIds() == null
                ? ""
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return keys.isEmpty() ? "" : "; known here: " + keys;
    }

    private static String received(JsonProcessingException failure) {
        return switch (failure) {
            case InvalidFormatException format -> String.valueOf(format.getValue());
            case UnrecognizedPropertyException unknown -> unknown.getPropertyName();
            default -> null;
        };
    }
}
