package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.runbook.Deed;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a step asks of a registered target by HTTP. */
final class CallParser {
    static final String FOREIGN =
            "must be a target that the system's description names (system.yml), by its name, never an address";
    private static final String UNREGISTERED =
            "must be a registered target (belastbar.targets) or one that system.yml names, by its name, never an address";
    private static final Set<String> HTTP_FIELDS =
            Set.of("target", "method", "path", "body", "content-type", "credentials");
    private static final Set<String> MESSAGE_FIELDS = Set.of("target", "path", "text", "credentials");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern PATH = Pattern.compile("/[^\\s#]*");
    private static final int BODY_MAX = 100_000;

    private final Vocabulary vocabulary;
    private final ErrorCollector errors;

    CallParser(Vocabulary vocabulary, ErrorCollector errors) {
        this.vocabulary = vocabulary;
        this.errors = errors;
    }

    Optional<Deed> call(DocumentNode node, Deed.Purpose purpose) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        return switch (purpose) {
            case HTTP, BACKUP, DASHBOARD -> request(node, purpose);
            case NOTIFY, CHANNEL -> message(node, purpose);
        };
    }

    private Optional<Deed> request(DocumentNode node, Deed.Purpose purpose) {
        node.rejectUnknown(HTTP_FIELDS, errors);
        Optional<String> target = target(node, purpose != Deed.Purpose.DASHBOARD);
        String method = node.optionalName("method", errors).orElse(purpose == Deed.Purpose.BACKUP ? "POST" : "GET");
        if (!METHODS.contains(method)) {
            errors.add(node.required("method", errors), "must be one of DELETE, GET, HEAD, PATCH, POST, PUT");
        }
        String path = path(node, "");
        Optional<String> body = node.optionalString("body", errors);
        body.filter(text -> text.length() > BODY_MAX)
                .ifPresent(text -> errors.add(
                        node.required("body", errors),
                        "may have at most " + BODY_MAX + " characters",
                        text.length() + " characters"));
        String type = node.optionalName("content-type", errors).orElse("application/json");
        Optional<String> credentials = node.optionalName("credentials", errors);
        return target.map(name -> new Deed.Call(purpose, name, method, path, body, type, credentials));
    }

    private Optional<Deed> message(DocumentNode node, Deed.Purpose purpose) {
        node.rejectUnknown(MESSAGE_FIELDS, errors);
        Optional<String> target = target(node, false);
        String path = path(node, "");
        Optional<String> text = Optional.of(node.string("text", errors));
        Optional<String> credentials = node.optionalName("credentials", errors);
        return target.map(name -> new Deed.Call(purpose, name, "POST", path, text, "application/json", credentials));
    }

    private String path(DocumentNode node, String otherwise) {
        return node.optional("path")
                .flatMap(found -> {
                    Optional<String> path = found.asName(errors);
                    path.filter(text -> !PATH.matcher(text).matches() || text.startsWith("//"))
                            .ifPresent(wrong -> errors.add(
                                    found, "must be a path at the target, encoded, as in /api/v1/hooks?x=1"));
                    return path;
                })
                .orElse(otherwise);
    }

    /** @param ofTheSystem whether it must be one of those that the system consists of */
    Optional<String> target(DocumentNode node, boolean ofTheSystem) {
        return target(node, "target", ofTheSystem);
    }

    /** The same, in another field. */
    Optional<String> target(DocumentNode node, String field, boolean ofTheSystem) {
        DocumentNode found = node.required(field, errors);
        Optional<String> name = found.asName(errors);
        boolean known = name.filter(
                        text -> vocabulary.isOfTheSystem(text) || !ofTheSystem && vocabulary.isRegistered(text))
                .isPresent();
        if (name.isPresent() && !known) {
            // An address may hold a password.
            String received = name.get().matches(".*[:@/].*") ? "an address" : name.get();
            errors.add(found, ofTheSystem ? FOREIGN : UNREGISTERED, received);
        }
        return name.filter(text -> known);
    }
}
