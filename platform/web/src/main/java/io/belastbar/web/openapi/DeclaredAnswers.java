package io.belastbar.web.openapi;

import io.belastbar.web.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.MethodInfo;

/** What may be answered to an operation by what stands in front of it, told from its parameters and its body. */
final class DeclaredAnswers {
    private static final DotName HEADERS = DotName.createSimple(HttpHeaders.class);
    private static final Pattern NAMED_THING = Pattern.compile("\\{(?!system}|format})[^}]+}");
    private static final String PROBLEM_SCHEMA = "#/components/schemas/Problem";
    private static final int NO_CONTENT = 204;
    private static final int UNPROCESSABLE = 422;

    private DeclaredAnswers() {}

    static void declare(Operation operation, String path, List<MethodInfo> endpoints) {
        List<Integer> own = endpoints.stream()
                .map(endpoint -> endpoint.annotation(Answers.class))
                .filter(Objects::nonNull)
                .flatMapToInt(answers -> IntStream.of(answers.value().asIntArray()))
                .boxed()
                .toList();
        replaceSuccess(operation.getResponses(), own);
        Stream.concat(own.stream(), statuses(operation, path, endpoints).stream())
                .map(String::valueOf)
                .filter(code -> !operation.getResponses().hasAPIResponse(code))
                .forEach(code -> operation.getResponses().addAPIResponse(code, OASFactory.createAPIResponse()));
        Set<String> produced = produced(endpoints);
        operation.getResponses().getAPIResponses().forEach((code, response) -> {
            if (response.getDescription() == null) {
                response.setDescription(reason(Integer.parseInt(code)));
            }
            if (code.compareTo("400") >= 0) {
                if (response.getContent() == null) {
                    response.setContent(problem());
                }
            } else if (code.startsWith("2") && !code.equals("204")) {
                addContent(response, produced);
            }
        });
    }

    /** The successes that an endpoint names stand in the place of the one that its return type makes, with its content. */
    private static void replaceSuccess(APIResponses responses, List<Integer> own) {
        var successes = own.stream().filter(status -> status / 100 == 2).toList();
        if (successes.isEmpty()) {
            return;
        }
        var told = responses.getAPIResponses().keySet().stream()
                .filter(code -> code.startsWith("2"))
                .toList();
        Content content = told.isEmpty()
                ? null
                : responses.getAPIResponse(told.getFirst()).getContent();
        told.forEach(responses::removeAPIResponse);
        successes.forEach(status -> responses.addAPIResponse(
                status.toString(), OASFactory.createAPIResponse().content(status == NO_CONTENT ? null : content)));
    }

    private static Set<Integer> statuses(Operation operation, String path, List<MethodInfo> endpoints) {
        // 400: control characters in any parameter or header. 429, 503: the rate limit, and PostgreSQL that is away.
        Set<Integer> statuses = new TreeSet<>(List.of(400, 429, 503));
        if (endpoints.stream().noneMatch(DeclaredAnswers::isOpen)) {
            statuses.addAll(List.of(401, 403));
        }
        if (endpoints.stream().anyMatch(endpoint -> produced(endpoint) != null)) {
            statuses.add(406);
        }
        if (operation.getRequestBody() != null) {
            statuses.add(413);
            if (!operation.getRequestBody().getContent().hasMediaType(MediaType.WILDCARD)) {
                statuses.add(415);
            }
        }
        if (hasHeader(operation, HttpHeaders.IF_MATCH)) {
            statuses.add(412);
        }
        if (hasHeader(operation, "Idempotency-Key")) {
            statuses.add(UNPROCESSABLE);
        }
        // Whoever puts makes what is not there.
        if (NAMED_THING.matcher(path).find()
                && endpoints.stream().noneMatch(endpoint -> endpoint.hasAnnotation(PUT.class))) {
            statuses.add(404);
        }
        // An endpoint takes the headers of a read to compare its ETag (ConditionalResponses).
        if (endpoints.stream().anyMatch(DeclaredAnswers::isConditionalRead)) {
            statuses.add(304);
        }
        return statuses;
    }

    private static boolean isOpen(MethodInfo endpoint) {
        return endpoint.hasAnnotation(PermitAll.class)
                || endpoint.declaringClass().hasDeclaredAnnotation(PermitAll.class);
    }

    private static boolean isConditionalRead(MethodInfo endpoint) {
        return endpoint.hasAnnotation(GET.class)
                && endpoint.parameterTypes().stream()
                        .anyMatch(type -> type.name().equals(HEADERS));
    }

    private static boolean hasHeader(Operation operation, String name) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter ->
                                parameter.getIn() == Parameter.In.HEADER && name.equalsIgnoreCase(parameter.getName()));
    }

    /** The media types of all endpoints, without their parameters; JSON where none is said. */
    private static Set<String> produced(List<MethodInfo> endpoints) {
        var types = new TreeSet<String>();
        endpoints.stream()
                .map(DeclaredAnswers::produced)
                .flatMap(annotation -> annotation == null
                        ? Stream.of(MediaType.APPLICATION_JSON)
                        : Stream.of(annotation.value().asStringArray()))
                .map(DeclaredAnswers::bare)
                .forEach(types::add);
        return types;
    }

    private static AnnotationInstance produced(MethodInfo endpoint) {
        AnnotationInstance own = endpoint.annotation(Produces.class);
        return own != null ? own : endpoint.declaringClass().declaredAnnotation(Produces.class);
    }

    /** Parameters of a media type, a quality or a charset, are no other type to who reads it. */
    private static void addContent(APIResponse response, Set<String> produced) {
        Content content = OASFactory.createContent();
        if (response.getContent() != null) {
            response.getContent().getMediaTypes().forEach((type, body) -> content.addMediaType(bare(type), body));
        }
        for (String type : produced) {
            if (!content.hasMediaType(type)) {
                Schema body = type.equals(MediaType.APPLICATION_JSON) ? null : text();
                content.addMediaType(type, OASFactory.createMediaType().schema(body));
            }
        }
        response.setContent(content);
    }

    private static String bare(String type) {
        return type.split(";")[0].trim();
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(PROBLEM_SCHEMA)));
    }

    private static String reason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Unprocessable Content" : known.getReasonPhrase();
    }
}
