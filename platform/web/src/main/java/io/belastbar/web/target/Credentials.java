package io.belastbar.web.target;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a target asks for. Neither password nor token shows up in a log.
 *
 * @param token null where it is a name and a password
 */
public record Credentials(String username, String password, String token) {

    public Credentials(String username, String password) {
        this(username, password, null);
    }

    /** The value for the header {@code Authorization}: a bearer's token (RFC 6750), else name and password. */
    public String authorization() {
        return token == null ? basic() : "Bearer " + token;
    }

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
