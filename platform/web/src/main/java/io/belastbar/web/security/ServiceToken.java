package io.belastbar.web.security;

import java.util.Objects;

/** The token with which one service calls another. Its text never shows up in a log. */
public final class ServiceToken {

    private final String token;

    public ServiceToken(String token) {
        this.token = Objects.requireNonNull(token, "token");
    }

    /** The value for the header {@code Authorization}. */
    public String authorization() {
        return "Bearer " + token;
    }

    @Override
    public String toString() {
        return "ServiceToken[***]";
    }
}
