package io.belastbar.web.target;

/** What a target asks for. The password never shows up in a log. */
public record Credentials(String username, String password) {

    @Override
    public String toString() {
        return "Credentials[" + username + ", ***]";
    }
}
