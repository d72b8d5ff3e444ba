package io.belastbar.chaos.chaostoolkit.reading;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Secrets that stand in an experiment itself, which Chaos Toolkit allows and nobody should do: refused, and never shown.
 * A secret of the environment or of a vault is only named, and so is good.
 */
final class ExperimentSecrets {
    private static final String RULE =
            "must not hold a secret: name where it is, as in {type: env, key: NAME}; here the group under secrets is the"
                    + " name of a credential, which the service has in its configuration";
    private static final Set<String> LOOKED_UP = Set.of("env", "vault");
    /** Where a secret is named and not said. */
    private static final Pattern NAMES_ONE = Pattern.compile("(?i).*[_-](name|names|path|file|arn|ttl|type)");
    /** Nothing but references, with the words of a scheme before them. */
    private static final Pattern REFERENCES = Pattern.compile("(?:[A-Za-z]+ )?(?:\\$\\{[^}]*}|\\$[A-Za-z_]\\w*)+");

    private static final Pattern TRUTH = Pattern.compile("true|false|True|False|yes|no");

    private final ErrorCollector errors;

    ExperimentSecrets(ErrorCollector errors) {
        this.errors = errors;
    }

    static void refuse(DocumentNode root, ErrorCollector errors) {
        ExperimentSecrets secrets = new ExperimentSecrets(errors);
        root.fields().forEach((name, node) -> {
            if (name.equals("secrets")) {
                node.fields().forEach((group, keys) -> secrets.group(keys));
            } else {
                secrets.look(name, node);
            }
        });
    }

    private void group(DocumentNode keys) {
        if (keys.kind() == DocumentNode.Kind.SCALAR) {
            errors.add(keys, RULE, SecretTexts.NOT_SHOWN);
        }
        keys.fields().values().forEach(this::value);
    }

    private void value(DocumentNode value) {
        boolean lookedUp = LOOKED_UP.contains(
                value.optional("type").map(DocumentNode::text).orElse(""));
        if (!lookedUp && value.kind() != DocumentNode.Kind.NULL) {
            errors.add(value, RULE, SecretTexts.NOT_SHOWN);
            return;
        }
        value.fields().forEach((name, field) -> {
            if (name.equals("default")) {
                errors.add(field, RULE, SecretTexts.NOT_SHOWN);
            } else if (SecretTexts.isIn(field.text())) {
                errors.add(field, RULE, SecretTexts.NOT_SHOWN);
            }
        });
    }

    private void look(String name, DocumentNode node) {
        switch (node.kind()) {
            case SCALAR -> {
                boolean named = SecretNames.contain(name)
                        && !name.equals("secrets")
                        && !NAMES_ONE.matcher(name).matches()
                        && !TRUTH.matcher(node.text()).matches()
                        && !node.text().isEmpty();
                boolean referred = REFERENCES.matcher(node.text()).matches();
                if (!referred && (named || SecretTexts.isIn(node.text()))) {
                    errors.add(node, RULE, SecretTexts.NOT_SHOWN);
                }
            }
            case SEQUENCE -> node.items().forEach(item -> look(name, item));
            case MAPPING -> mapping(name, node);
            case NULL, ABSENT -> {}
        }
    }

    /** Of a value that is looked up, {@code key} is a name; its default would be the secret itself. */
    private void mapping(String name, DocumentNode node) {
        boolean lookedUp =
                LOOKED_UP.contains(node.optional("type").map(DocumentNode::text).orElse(""));
        if (lookedUp && SecretNames.contain(name)) {
            value(node);
        } else {
            node.fields().forEach(this::look);
        }
    }
}
