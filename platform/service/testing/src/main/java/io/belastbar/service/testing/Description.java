package io.belastbar.service.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A service's OpenAPI description, and what of the answers it does not say. */
final class Description {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "PATCH", "DELETE");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final int FIRST_ERROR = 400;

    /** As a router chooses among addresses that match. */
    private static final Comparator<Operation> MOST_LITERAL_FIRST = Comparator.comparingLong(Operation::parameters)
            .thenComparing(Comparator.comparingInt(Operation::literals).reversed());

    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();

    /** @param node the operation as it is described */
    record Operation(String method, String template, JsonNode node) {
        boolean matches(Answer answer) {
            String literal = "\\Q" + PARAMETER.matcher(template).replaceAll("\\\\E[^/]*\\\\Q") + "\\E";
            return method.equals(answer.method()) && answer.path().matches(literal);
        }

        String name() {
            return method + " " + template;
        }

        JsonNode responses() {
            return node.path("responses");
        }

        private long parameters() {
            return PARAMETER.matcher(template).results().count();
        }

        private int literals() {
            return PARAMETER.matcher(template).replaceAll("").length();
        }
    }

    Description(JsonNode root) {
        this.root = root;
        root.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> add(operation.getKey().toUpperCase(), path.getKey(), operation.getValue())));
    }

    private void add(String method, String template, JsonNode node) {
        if (METHODS.contains(method)) {
            operations.add(new Operation(method, template, node));
        }
    }

    List<Operation> operations() {
        return operations;
    }

    JsonNode schemas() {
        return root.path("components").path("schemas");
    }

    /** One sentence for each answer that a reader of the description would not expect. */
    List<String> undeclared(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> METHODS.contains(answer.method()))
                .flatMap(answer -> undeclared(answer).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<String> undeclared(Answer answer) {
        var operation = operations.stream()
                .filter(candidate -> candidate.matches(answer))
                .min(MOST_LITERAL_FIRST);
        if (operation.isEmpty()) {
            // No such door: whatever refuses that is not an operation's to declare.
            return answer.status() >= FIRST_ERROR
                    ? Optional.empty()
                    : Optional.of(answer.method() + " " + answer.path() + " is no operation, and answered "
                            + answer.status());
        }
        JsonNode response = operation.get().responses().path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            return Optional.of(operation.get().name() + " answered " + answer.status() + ", which is not declared");
        }
        boolean typed = answer.mediaType().isEmpty() || response.path("content").has(answer.mediaType());
        return typed
                ? Optional.empty()
                : Optional.of("%s answered %d as %s, which is not declared"
                        .formatted(operation.get().name(), answer.status(), answer.mediaType()));
    }
}
