package io.belastbar.local.control.fault;

import java.util.Map;
import java.util.Optional;

/** Why the door does not do it, with the status of HTTP that says so. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private static final int METHOD = 405;
    private static final String ALLOWED = "allowed is ";

    private final int status;
    private final transient Map<String, String> fields;

    private Refusal(int status, String sentence, Map<String, String> fields) {
        super(sentence);
        this.status = status;
        this.fields = fields;
    }

    /** @param fields what is wrong, by field */
    public static Refusal invalid(Map<String, String> fields) {
        return new Refusal(400, "the document is not valid", Map.copyOf(fields));
    }

    public static Refusal malformed(String sentence) {
        return new Refusal(400, sentence, Map.of());
    }

    public static Refusal unauthorized() {
        return new Refusal(401, "the token of the control door is needed", Map.of());
    }

    public static Refusal forbidden(String sentence) {
        return new Refusal(403, sentence, Map.of());
    }

    public static Refusal unknown(String sentence) {
        return new Refusal(404, sentence, Map.of());
    }

    public static Refusal method(String allowed) {
        return new Refusal(METHOD, ALLOWED + allowed, Map.of());
    }

    /** The methods that are allowed here, where another one was the reason. */
    public Optional<String> allowed() {
        return status == METHOD ? Optional.of(getMessage().substring(ALLOWED.length())) : Optional.empty();
    }

    /** It contradicts what is the case now. */
    public static Refusal conflict(String sentence) {
        return new Refusal(409, sentence, Map.of());
    }

    public static Refusal tooLarge(int bytes) {
        return new Refusal(413, "a document may have " + bytes + " bytes", Map.of());
    }

    /** It was begun and goes on; to be asked again. */
    public static Refusal notYet(String sentence) {
        return new Refusal(503, sentence, Map.of());
    }

    public int status() {
        return status;
    }

    public Map<String, String> fields() {
        return fields;
    }
}
