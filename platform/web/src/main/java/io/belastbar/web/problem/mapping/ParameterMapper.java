package io.belastbar.web.problem.mapping;

import io.belastbar.document.ProblemError;
import io.belastbar.web.http.Page;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Names the parameters of path and query that are not of the type which their endpoint takes. JAX-RS does not say which. */
final class ParameterMapper {

    /** What a parameter may be: whoever reads it throws IllegalArgumentException for another text. */
    private record Kind(Function<String, ?> reader, String rule) {

        boolean reads(String text) {
            try {
                reader.apply(text);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    private static final Kind INT =
            new Kind(Integer::valueOf, "must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    /** How many items of a list an answer may have, whatever the list. */
    private static final Kind PAGE_LIMIT =
            new Kind(Integer::valueOf, "must be a whole number from 1 to " + Page.LIMIT_MAX);

    private static final Kind LONG =
            new Kind(Long::valueOf, "must be a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    private static final Kind DOUBLE = new Kind(Double::valueOf, "must be a number");
    private static final Map<Class<?>, Kind> KINDS = Map.of(
            int.class,
            INT,
            Integer.class,
            INT,
            long.class,
            LONG,
            Long.class,
            LONG,
            double.class,
            DOUBLE,
            Double.class,
            DOUBLE,
            UUID.class,
            new Kind(UUID::fromString, "must be a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057"));

    private ParameterMapper() {}

    /** One error for each such parameter, in the order of the endpoint; empty if the type is none of those known here. */
    static List<ProblemError> errors(SimpleResourceInfo endpoint, UriInfo uri) {
        return Arrays.stream(endpoint.getResourceClass().getMethods())
                .filter(method -> isOf(endpoint, method))
                .limit(1)
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .map(parameter -> error(parameter, uri))
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isOf(SimpleResourceInfo endpoint, Method method) {
        return method.getName().equals(endpoint.getMethodName())
                && Arrays.equals(method.getParameterTypes(), endpoint.parameterTypes());
    }

    private static Optional<ProblemError> error(Parameter parameter, UriInfo uri) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        PathParam path = parameter.getAnnotation(PathParam.class);
        if (query == null && path == null) {
            return Optional.empty();
        }
        String name = query == null ? path.value() : query.value();
        Kind kind = kind(name, parameter.getType());
        if (kind == null) {
            return Optional.empty();
        }
        String received = (query == null ? uri.getPathParameters() : uri.getQueryParameters()).getFirst(name);
        return received == null || kind.reads(received)
                ? Optional.empty()
                : Optional.of(new ProblemError(name, null, null, kind.rule(), received));
    }

    static String rule(String name, Class<?> type) {
        return kind(name, type).rule();
    }

    private static Kind kind(String name, Class<?> type) {
        Kind kind = KINDS.get(type);
        return kind == INT && name.equals("limit") ? PAGE_LIMIT : kind;
    }
}
