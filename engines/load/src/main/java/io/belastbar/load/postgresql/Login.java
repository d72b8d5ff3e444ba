package io.belastbar.load.postgresql;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Answers a server's requests for authentication (PostgreSQL documentation, 54.2.1 and 54.3). */
final class Login {

    private static final int OK = 0;
    private static final int CLEARTEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final String MECHANISM = "SCRAM-SHA-256";

    private final PostgresTarget target;
    private final boolean encrypted;
    private ScramClient scram;

    Login(PostgresTarget target, boolean encrypted) {
        this.target = target;
        this.encrypted = encrypted;
    }

    /** Writes the answer, if one is needed. @throws LoginRefused if there is none that may be given */
    void answer(ByteBuf in, int end, ByteBuf out) {
        int request = in.readInt();
        try {
            switch (request) {
                case OK -> {}
                case CLEARTEXT -> Frontend.password(out, zeroTerminated(cleartext()));
                case MD5 -> Frontend.password(out, zeroTerminated(md5(in)));
                case SASL -> begin(in, end, out);
                case SASL_CONTINUE -> {
                    scram.serverFirstMessage(text(in, end));
                    Frontend.password(out, scram.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8));
                }
                case SASL_FINAL -> scram.serverFinalMessage(text(in, end));
                default ->
                    throw new LoginRefused("the server wants authentication of kind " + request
                            + ", which is not known here: SCRAM-SHA-256 and md5 are");
            }
        } catch (ScramException wrong) {
            throw new LoginRefused("the login by SCRAM-SHA-256 failed: " + wrong.getMessage());
        }
    }

    private void begin(ByteBuf in, int end, ByteBuf out) {
        List<String> offered = List.of(text(in, end).split("\0"));
        if (!offered.contains(MECHANISM)) {
            throw new LoginRefused("the server offers " + offered + ", but not " + MECHANISM);
        }
        scram = ScramClient.builder()
                .advertisedMechanisms(List.of(MECHANISM))
                .username("*") // The server takes the name from the startup message.
                .password(target.password().toCharArray())
                .build();
        Frontend.saslInitial(out, MECHANISM, scram.clientFirstMessage().toString());
    }

    private String cleartext() {
        if (!encrypted) {
            throw new LoginRefused("the server wants the password in clear text on a connection without TLS");
        }
        return target.password();
    }

    private String md5(ByteBuf in) {
        byte[] salt = new byte[4];
        in.readBytes(salt);
        String inner = hex((target.password() + target.username()).getBytes(StandardCharsets.UTF_8), new byte[0]);
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

    private static String text(ByteBuf in, int end) {
        return in.readCharSequence(end - in.readerIndex(), StandardCharsets.UTF_8)
                .toString();
    }

    /** There will be no connection; the message says why. */
    static final class LoginRefused extends RuntimeException {
        LoginRefused(String message) {
            super(message);
        }
    }
}
