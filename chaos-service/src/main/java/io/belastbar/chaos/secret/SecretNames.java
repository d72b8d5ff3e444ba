package io.belastbar.chaos.secret;

import java.util.regex.Pattern;

/** Names of fields that hold a secret. No document has one: it names a credential, which the service is configured with. */
public final class SecretNames {
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passwd|passwort|secret|token|api[_-]{0,2}key"
            + "|private-?_?key|authorization|access-?_?key).*|pwd");

    private SecretNames() {}

    /** Whether a field of this name would hold one. */
    public static boolean contain(String field) {
        return SECRET.matcher(field).matches();
    }
}
