package io.belastbar.local.api;

import io.belastbar.contracts.SystemId;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a user named, as a part of an address: it is refused, or stands there as exactly what it is. */
public final class ApiPath {
    private ApiPath() {}

    /** @throws CommandFailure with the rule and the value, when no system can have this id */
    public static String system(String id) {
        if (!SystemId.isValid(id)) {
            throw invalid("the system " + SystemId.RULE + ": was " + id);
        }
        return "/api/v1/systems/" + id;
    }

    /** @throws CommandFailure for the two names that an address takes for another one */
    public static String segment(String name) {
        if (name.equals(".") || name.equals("..")) {
            throw invalid("a name must not be . or ..: was " + name);
        }
        return encoded(name);
    }

    /** As the value of a query parameter. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static CommandFailure invalid(String sentence) {
        return new CommandFailure(ExitCodes.INVALID_INPUT, sentence);
    }
}
