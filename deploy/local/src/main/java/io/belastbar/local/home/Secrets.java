package io.belastbar.local.home;

import io.belastbar.embedded.ConnectionSettings;
import io.belastbar.embedded.PrivateProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The passwords and tokens of one home: made once, kept in a file that only its user can read.
 *
 * @param administrator the database's superuser
 * @param passwords by {@link ConnectionSettings#ACCOUNTS}
 */
public record Secrets(String administrator, Map<String, String> passwords, Map<String, String> tokens) {
    private static final int BYTES = 24;

    /** Reads them, and makes those that are missing. */
    public static Secrets open(Path file) throws IOException {
        var stored = Files.exists(file) ? PrivateProperties.read(file) : Map.<String, String>of();
        var all = new LinkedHashMap<>(stored);
        var passwords = new LinkedHashMap<String, String>();
        var tokens = new LinkedHashMap<String, String>();
        String administrator = all.computeIfAbsent("administrator", name -> random());
        for (String account : ConnectionSettings.ACCOUNTS) {
            passwords.put(account, all.computeIfAbsent("password." + account, name -> random()));
        }
        for (String principal : ConnectionSettings.ROLES.keySet()) {
            tokens.put(principal, all.computeIfAbsent("token." + principal, name -> random()));
        }
        if (!all.equals(stored)) {
            PrivateProperties.write(file, all);
        }
        return new Secrets(administrator, passwords, tokens);
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
