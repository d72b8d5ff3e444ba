package io.belastbar.web.target;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a target asks for. The password never shows up in a log. */
public record Credentials(String username, String password) {

    /** The value for the header {@code Authorization} (RFC 7617). */
    public String basic() {
        var pair = username + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[" + username + ", ***]";
    }
}
