package io.belastbar.resilience.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key that signs the heads of records: who has it can write a record anew, so only one process's user reads it. */
public final class RecordKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private final PrivateKey secret;
    private final PublicRecordKey open;

    private RecordKey(PrivateKey secret, PublicRecordKey open) {
        this.secret = secret;
        this.open = open;
    }

    public static RecordKey generate() {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(PublicRecordKey.ALGORITHM).generateKeyPair();
            return new RecordKey(
                    pair.getPrivate(), PublicRecordKey.of(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java from 15 has Ed25519", impossible);
        }
    }

    /** Both halves from PEM text (PKCS#8 and SubjectPublicKeyInfo); empty if one is missing or they do not belong together. */
    public static Optional<RecordKey> ofPem(String text) {
        Matcher found = PEM.matcher(text);
        Optional<PublicRecordKey> open = PublicRecordKey.ofPem(text);
        if (!found.find() || open.isEmpty()) {
            return Optional.empty();
        }
        try {
            PrivateKey secret = KeyFactory.getInstance(PublicRecordKey.ALGORITHM)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1))));
            return Optional.of(new RecordKey(secret, open.get())).filter(RecordKey::isPair);
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    public String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(secret.getEncoded())
                + "\n-----END PRIVATE KEY-----\n"
                + open.pem();
    }

    public PublicRecordKey open() {
        return open;
    }

    /** Signs what has been written of a game day so far. */
    public HeadLine sign(UUID gameDay, long entries, ChainHash hash, Instant at) {
        var head = new RecordHead(gameDay, entries, hash, at, open.fingerprint());
        String bytes = new String(head.bytes(), StandardCharsets.UTF_8);
        return new HeadLine(
                head,
                bytes,
                HexFormat.of().formatHex(open.encoded()),
                HexFormat.of().formatHex(sign(HeadLine.signed(bytes))));
    }

    private byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(PublicRecordKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("an Ed25519 key signs anything", impossible);
        }
    }

    private boolean isPair() {
        byte[] probe = "do these halves belong together".getBytes(StandardCharsets.US_ASCII);
        try {
            return open.hasSigned(probe, sign(probe));
        } catch (GeneralSecurityException theyDoNot) {
            return false;
        }
    }
}
