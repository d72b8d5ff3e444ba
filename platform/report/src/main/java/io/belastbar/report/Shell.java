package io.belastbar.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What stands around every page. A page allows its own style and script by their hashes (Content Security Policy
 * Level 3, section 2.3.1) and nothing else: no attribute that holds style or script, and no other origin.
 */
record Shell(Markup style, Markup script, Markup policy) {

    static final String NAME = "page";

    static Shell of(String ownStyle, boolean interactive) {
        String style = resource("page.css") + ownStyle;
        String script = interactive ? resource("page.js") : "";
        String policy = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
                + hash(style) + (interactive ? "; script-src " + hash(script) : "");
        return new Shell(new Markup(style), new Markup(script), new Markup(policy));
    }

    private static String resource(String name) {
        return PageTemplate.find(Shell.class, name).orElseThrow();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    Object part(String name) {
        return switch (name) {
            case "style" -> style;
            case "script" -> script;
            case "policy" -> policy;
            case "interactive" -> !script.html().isEmpty();
            default -> throw new IllegalArgumentException("page has style, script, policy, interactive: was " + name);
        };
    }
}
