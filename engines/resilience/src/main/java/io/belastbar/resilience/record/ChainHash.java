package io.belastbar.resilience.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a chain of entries stands: SHA-256 (FIPS 180-4) over the 32 bytes of the hash before and the entry's bytes.
 *
 * @param hex 64 digits, in small letters only, so that no second way to write it exists
 */
public record ChainHash(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /** Before the first entry. */
    public static final ChainHash START = new ChainHash("0".repeat(64));

    public ChainHash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a hash should be 64 digits in small letters: was " + hex);
        }
    }

    public static Optional<ChainHash> parse(String text) {
        return HEX.matcher(text).matches() ? Optional.of(new ChainHash(text)) : Optional.empty();
    }

    ChainHash next(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(hex));
        return new ChainHash(HexFormat.of().formatHex(digest.digest(entry)));
    }

    /** Of a file or a document on its own, such as a plan: 64 digits. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
