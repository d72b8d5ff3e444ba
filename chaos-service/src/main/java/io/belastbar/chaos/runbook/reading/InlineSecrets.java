package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.regex.Pattern;

/** Secrets that stand in a document itself: refused, and never shown. A document names a credential instead. */
final class InlineSecrets {
    /** Where a token stands in an answer: no token. */
    private static final Pattern JSON_PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*)+");

    private static final String RULE =
            "must not hold a secret: name a credential (credentials: NAME), which the service has in its configuration";

    private InlineSecrets() {}

    static void refuse(DocumentNode node, ErrorCollector errors) {
        switch (node.kind()) {
            case SCALAR -> {
                if (SecretTexts.isIn(node.text())) {
                    errors.add(node, RULE, SecretTexts.NOT_SHOWN);
                }
            }
            case SEQUENCE -> node.items().forEach(item -> refuse(item, errors));
            case MAPPING ->
                node.fields().forEach((name, field) -> {
                    boolean named = SecretNames.contain(name)
                            && !JSON_PATH.matcher(field.text()).matches();
                    if (named && field.kind() == DocumentNode.Kind.SCALAR) {
                        errors.add(field, RULE, SecretTexts.NOT_SHOWN);
                    } else {
                        refuse(field, errors);
                    }
                });
            case NULL, ABSENT -> {}
        }
    }
}
