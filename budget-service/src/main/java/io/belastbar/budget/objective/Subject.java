package io.belastbar.budget.objective;

import io.belastbar.budget.statement.StatementSelector;
import io.belastbar.contracts.EndpointResult;
import java.util.Optional;

/**
 * What a promise is about.
 *
 * @param service a part of the system; null for the whole
 * @param name as the document says, for example {@code GET /api/v1/employees}, {@code portfolio_data}, {@code pr};
 *     {@link #ALL} for everything of the kind
 */
public record Subject(SubjectKind kind, String service, String name) {

    /** Every endpoint of a run taken together, or every statement. */
    public static final String ALL = "*";

    public static Subject of(SubjectKind kind, String name) {
        return new Subject(kind, null, name);
    }

    /** As reports name it. */
    public String text() {
        return service == null ? name : service + " / " + name;
    }

    /** Whether a step of a load run shows this subject: its endpoint, with or without the method, or its tag. */
    public boolean matches(EndpointResult step) {
        return switch (kind) {
            case ENDPOINT -> name.equals(ALL) || namesEndpoint(step.endpoint());
            case OPERATION -> name.equals(step.tag());
            case QUERY, CACHE, PIPELINE, ARTEFACT, RESOURCE, BUSINESS -> false;
        };
    }

    /** Whether this is an endpoint's name, with or without its method. */
    public boolean namesEndpoint(String endpoint) {
        return endpoint.equals(name)
                || name.startsWith("/")
                        && endpoint.substring(endpoint.indexOf(' ') + 1).equals(name);
    }

    /** Which statements are meant; empty if this is no query or its name selects none. */
    public Optional<StatementSelector> statements() {
        if (kind != SubjectKind.QUERY) {
            return Optional.empty();
        }
        return name.equals(ALL) ? Optional.of(StatementSelector.EVERY) : StatementSelector.of(name);
    }
}
