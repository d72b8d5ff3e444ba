package io.belastbar.chaos.secret;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.regex.Pattern;

/** Secrets that stand in a text itself, as far as its form tells. What is refused is never shown. */
public final class SecretTexts {
    /** What is said instead of what was received. */
    public static final String NOT_SHOWN = "a secret, not shown";

    /** For what people write of a game day, which stays in its record. */
    private static final String SAID = "must not hold a secret: what is said here stays in the record";

    private static final String NAME_ONE =
            "must not hold a secret: name a credential that the service is configured with";

    private static final Pattern VALUE =
            Pattern.compile("(?is).*(\\bbearer\\s+[a-z0-9._~+/-]{8,}|\\bbasic\\s+[a-z0-9+/=]{8,}"
                    + "|-----BEGIN [A-Z ]*PRIVATE KEY|\\b(AKIA|ASIA)[A-Z0-9]{12,}|\\bgh[pousr]_[A-Za-z0-9]{20,}"
                    + "|://[^/\\s:@]*:[^/\\s@]+@|\\b(password|passwd|pwd|secret|token|api_?key)=\\S+"
                    + "|\"[^\"]*(password|secret|token|api_?key)[^\"]*\"\\s*:\\s*\"[^\"]+\").*");

    private SecretTexts() {}

    public static boolean isIn(String text) {
        return VALUE.matcher(text).matches();
    }

    /** Adds a fault at every value that is one by its form or by its name; references to variables are none. */
    public static void refuseIn(DocumentNode node, ErrorCollector errors) {
        node.fields().forEach((name, field) -> {
            boolean named = field.kind() == DocumentNode.Kind.SCALAR
                    && SecretNames.contain(name)
                    && !field.text().startsWith("${");
            if (named || isIn(field.text())) {
                errors.add(field, NAME_ONE, NOT_SHOWN);
            }
            refuseIn(field, errors);
        });
        node.items().forEach(item -> {
            if (isIn(item.text())) {
                errors.add(item, NAME_ONE, NOT_SHOWN);
            }
            refuseIn(item, errors);
        });
    }

    /** Adds a fault if what somebody says holds one, is too long, or is empty though it must not be. */
    public static void refuse(DocumentNode said, int lengthMax, boolean needed, ErrorCollector errors) {
        String text = said.text();
        if (isIn(text)) {
            errors.add(said, SAID, NOT_SHOWN);
        } else if (text.length() > lengthMax) {
            errors.add(said, "must have at most " + lengthMax + " characters", text.length() + " characters");
        } else if (needed && said.kind() == DocumentNode.Kind.SCALAR && text.isBlank()) {
            errors.add(said, "must not be empty");
        }
    }
}
