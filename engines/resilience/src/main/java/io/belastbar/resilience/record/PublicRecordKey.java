package io.belastbar.resilience.record;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The half of a record's key that others may have: with it they see who signed. */
public final class PublicRecordKey {
    static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private final PublicKey key;

    private PublicRecordKey(PublicKey key) {
        this.key = key;
    }

    /**
     * @param encoded X.509 SubjectPublicKeyInfo (RFC 8410)
     * @throws GeneralSecurityException if it is no Ed25519 key
     */
    public static PublicRecordKey of(byte[] encoded) throws GeneralSecurityException {
        return new PublicRecordKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    }

    /** The first public key in a PEM file, as this product and OpenSSL write it; empty if there is none. */
    public static Optional<PublicRecordKey> ofPem(String text) {
        Matcher found = PEM.matcher(text);
        try {
            return found.find() ? Optional.of(of(Base64.getMimeDecoder().decode(found.group(1)))) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    /** SHA-256 of the encoded key: 64 hexadecimal digits, short enough to be kept on paper. */
    public String fingerprint() {
        return ChainHash.of(key.getEncoded());
    }

    byte[] encoded() {
        return key.getEncoded();
    }

    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    boolean hasSigned(byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance(ALGORITHM);
        check.initVerify(key);
        check.update(signed);
        try {
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        }
    }
}
