package io.belastbar.chaos.runbook.reading;

import io.belastbar.chaos.secret.SecretNames;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.regex.Pattern;

/** Secrets that stand in a document itself: refused, and never shown. A document names a credential instead. */
public final class InlineSecrets {
    private static final Pattern VALUE =
            Pattern.compile("(?is).*(\\bbearer\\s+[a-z0-9._~+/-]{8,}|\\bbasic\\s+[a-z0-9+/=]{8,}"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY|\\b(AKIA|ASIA)[A-Z0-9]{12,}|\\bgh[pousr]_[A-Za-z0-9]{20,}"
                    + "|://[^/\\s:@]*:[^/\\s@]+@|\\b(password|passwd|pwd|secret|token|api_?key)=\\S+"
                    + "|\"[^\"]*(password|secret|token|api_?key)[^\"]*\"\\s*:\\s*\"[^\"]+\").*");
    /** Where a token stands in an answer: no token. */
    private static final Pattern JSON_PATH = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*)+");

    public static final String RULE =
            "must not hold a secret: name a credential (credentials: NAME), which the service has in its configuration";
    public static final String NOT_SHOWN = "a secret, not shown";

    private InlineSecrets() {}

    /** Whether a text holds one, as far as its form tells. */
    public static boolean isIn(String text) {
        return VALUE.matcher(text).matches();
    }

    static void refuse(DocumentNode node, ErrorCollector errors) {
        switch (node.kind()) {
            case SCALAR -> {
                if (isIn(node.text())) {
                    errors.add(node, RULE, NOT_SHOWN);
                }
            }
            case SEQUENCE -> node.items().forEach(item -> refuse(item, errors));
            case MAPPING ->
                node.fields().forEach((name, field) -> {
                    boolean named = SecretNames.contain(name)
                            && !JSON_PATH.matcher(field.text()).matches();
                    if (named && field.kind() == DocumentNode.Kind.SCALAR) {
                        errors.add(field, RULE, NOT_SHOWN);
                    } else {
                        refuse(field, errors);
                    }
                });
            case NULL, ABSENT -> {}
        }
    }
}
