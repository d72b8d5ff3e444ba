package io.belastbar.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Knows callers by the SHA-256 of their token. Compares with every entry in constant time, so that the time of the
 * answer says nothing about a token. A plain hash is enough: tokens are random and long, not passwords.
 */
final class TokenTable {

    /** Somebody who may call. */
    record Caller(String principal, Set<String> roles) {}

    /**
     * One accepted token.
     *
     * @param sha256 64 hex digits
     */
    record Entry(Caller caller, byte[] sha256) {
        static Entry of(String principal, String sha256, Set<String> roles) {
            byte[] hash;
            try {
                hash = HexFormat.of().parseHex(sha256.strip());
            } catch (IllegalArgumentException e) {
                throw refused(principal);
            }
            if (hash.length != 32) {
                throw refused(principal);
            }
            return new Entry(new Caller(principal, Set.copyOf(roles)), hash);
        }

        // Does not repeat the value: it may be the token itself, pasted by mistake.
        private static IllegalArgumentException refused(String principal) {
            return new IllegalArgumentException(
                    "belastbar.security.tokens." + principal + ".sha256 must be 64 hex digits");
        }
    }

    private final List<Entry> entries;

    TokenTable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    Optional<Caller> lookUp(String token) {
        byte[] hash = sha256(token);
        Caller found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(hash, entry.sha256())) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
