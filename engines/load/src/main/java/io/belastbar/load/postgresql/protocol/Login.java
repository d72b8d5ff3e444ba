package io.belastbar.load.postgresql.protocol;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a server's requests for authentication (PostgreSQL documentation, 54.2.1 and 54.3), one after the other. */
public final class Login {

    /**
     * An answer.
     *
     * @param mechanism of SASL, which goes with its first answer; null in all others
     * @param content null if nothing is to be said
     */
    public record Answer(String mechanism, byte[] content) {
        private static final Answer NONE = new Answer(null, null);
    }

    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final Pattern ITERATIONS = Pattern.compile("(?:^|,)i=(\\d{1,10})(?:,|$)");
    /** PostgreSQL's default is 4096. This many take seconds; a server must not get hold of a processor for longer. */
    private static final long ITERATIONS_MAX = 10_000_000;

    private final String username;
    private final String password;
    private final boolean encrypted;
    private ScramClient scram;
    private boolean proven;

    public Login(String username, String password, boolean encrypted) {
        this.username = username;
        this.password = password;
        this.encrypted = encrypted;
    }

    /** Whether the answer to such a request takes long: a password is hashed as often as the server says. */
    public static boolean takesLong(int request) {
        return request == SASL_CONTINUE;
    }

    /** The answer to a request with this content. @throws LoginRefused if there is none that may be given */
    public Answer answer(int request, byte[] content) {
        try {
            return switch (request) {
                case OK -> accepted();
                case CLEARTEXT -> said(zeroTerminated(cleartext()));
                case MD5 -> said(zeroTerminated(md5(content)));
                case SASL -> begin(text(content));
                case SASL_CONTINUE -> said(proof(text(content)));
                case SASL_FINAL -> verify(text(content));
                default ->
                    throw new LoginRefused("the server wants authentication of kind " + request
                            + ", which is not known here: SCRAM-SHA-256 and md5 are");
            };
        } catch (ScramException | IllegalArgumentException | IllegalStateException wrong) {
            throw new LoginRefused("the login by SCRAM-SHA-256 failed: " + wrong.getMessage());
        }
    }

    private Answer accepted() {
        if (scram != null && !proven) {
            throw new LoginRefused("the server ended SCRAM-SHA-256 without the proof that it knows the password");
        }
        return Answer.NONE;
    }

    private static Answer said(byte[] content) {
        return new Answer(null, content);
    }

    private Answer begin(String mechanisms) {
        List<String> offered = List.of(mechanisms.split("\0"));
        if (!offered.contains(MECHANISM)) {
            throw new LoginRefused("the server offers " + offered + ", but not " + MECHANISM);
        }
        scram = ScramClient.builder()
                .advertisedMechanisms(List.of(MECHANISM))
                .username("*") // The server takes the name from the startup message.
                .password(password.toCharArray())
                .build();
        return new Answer(MECHANISM, scram.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] proof(String serverFirst) throws ScramException {
        Matcher iterations = ITERATIONS.matcher(serverFirst);
        if (iterations.find() && Long.parseLong(iterations.group(1)) > ITERATIONS_MAX) {
            throw new LoginRefused("the server wants the password hashed " + iterations.group(1) + " times; at most "
                    + ITERATIONS_MAX + " are done");
        }
        begun().serverFirstMessage(serverFirst);
        return begun().clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8);
    }

    private Answer verify(String serverFinal) throws ScramException {
        begun().serverFinalMessage(serverFinal);
        proven = true;
        return Answer.NONE;
    }

    private ScramClient begun() {
        if (scram == null) {
            throw new LoginRefused("the server goes on with SCRAM-SHA-256, which it did not begin");
        }
        return scram;
    }

    private String cleartext() {
        if (!encrypted) {
            throw new LoginRefused("the server wants the password in clear text on a connection without TLS");
        }
        return password;
    }

    private String md5(byte[] salt) {
        String inner = hex((password + username).getBytes(StandardCharsets.UTF_8), new byte[0]);
        return "md5" + hex(inner.getBytes(StandardCharsets.US_ASCII), salt);
    }

    private static String hex(byte[] text, byte[] salt) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(text);
            return HexFormat.of().formatHex(md5.digest(salt));
        } catch (NoSuchAlgorithmException missing) {
            throw new LoginRefused("this JVM has no MD5: " + missing.getMessage());
        }
    }

    private static byte[] zeroTerminated(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** There will be no connection; the message says why. */
    public static final class LoginRefused extends RuntimeException {
        LoginRefused(String message) {
            super(message);
        }
    }
}
