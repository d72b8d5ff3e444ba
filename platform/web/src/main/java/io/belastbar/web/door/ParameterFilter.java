package io.belastbar.web.door;

import io.belastbar.contracts.SystemId;
import io.belastbar.document.ControlCharacters;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers 400 to a parameter of path or query, or a header, with control characters, and to a {@code system} that is no
 * {@link SystemId}: at every endpoint, before anything of the request is used or written down.
 */
public class ParameterFilter {

    private static final int FIRST = 1;
    private static final String SYSTEM = "system";

    @ServerRequestFilter(priority = FIRST)
    public void refuse(ContainerRequestContext request) {
        List<ProblemError> errors = new ArrayList<>();
        collect(request.getUriInfo().getPathParameters(), ControlCharacters::inName, errors);
        collect(request.getUriInfo().getQueryParameters(), ControlCharacters::inName, errors);
        collect(request.getHeaders(), ControlCharacters::inHeader, errors);
        String system = request.getUriInfo().getPathParameters().getFirst(SYSTEM);
        if (errors.isEmpty() && system != null && !SystemId.isValid(system)) {
            errors.add(new ProblemError(SYSTEM, null, null, SystemId.RULE, system));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInput(
                    errors.getFirst().pointer() + " " + errors.getFirst().rule(), errors);
        }
    }

    private static void collect(
            Map<String, List<String>> parameters, Function<String, Optional<String>> rule, List<ProblemError> errors) {
        parameters.forEach((name, values) -> {
            rule.apply(name).ifPresent(broken -> errors.add(new ProblemError("a name", null, null, broken, name)));
            values.forEach(value -> rule.apply(value)
                    .ifPresent(broken -> errors.add(new ProblemError(name, null, null, broken, value))));
        });
    }
}
