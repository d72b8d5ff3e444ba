package io.belastbar.load.imports.source;

import io.belastbar.load.result.ErrorClass;
import java.util.Locale;

/** The class of an error of which a Java tool only kept the exception's name or message. */
public final class ErrorTexts {

    private ErrorTexts() {}

    public static ErrorClass of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (has(lower, "unknownhost", "unresolvedaddress", "failed to resolve")) {
            return ErrorClass.NAME_UNRESOLVED;
        }
        if (has(lower, "ssl", "tls", "certificate")) {
            return ErrorClass.TLS_FAILED;
        }
        if (has(lower, "connectexception", "hostconnect", "connecttimeout", "connection timed out", "refused")
                || has(lower, "noroutetohost", "unreachable")) {
            return ErrorClass.CONNECTION_FAILED;
        }
        if (has(lower, "timeout", "timed out")) {
            return ErrorClass.TIMEOUT;
        }
        if (has(lower, "nohttpresponse", "connectionclosed", "prematureclose", "premature close", "reset")
                || has(lower, "socketexception", "broken pipe", "connection closed")) {
            return ErrorClass.CONNECTION_CLOSED;
        }
        return ErrorClass.OTHER;
    }

    private static boolean has(String text, String... parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
