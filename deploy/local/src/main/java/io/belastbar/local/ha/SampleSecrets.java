package io.belastbar.local.ha;

import io.belastbar.embedded.PrivateProperties;
import io.belastbar.embedded.postgres.PlatformDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The passwords of the sample's own servers, and the token of the control door: kept with the home's others. */
record SampleSecrets(String replication, String probe, String redis, String control) {
    private static final int BYTES = 24;

    /** Reads them, and makes those that are missing. */
    static SampleSecrets open(Path file) throws IOException {
        var stored = Files.exists(file) ? PrivateProperties.read(file) : Map.<String, String>of();
        var all = new HashMap<>(stored);
        var secrets = new SampleSecrets(
                all.computeIfAbsent("sample.replication", name -> random()),
                all.computeIfAbsent("sample.probe", name -> random()),
                all.computeIfAbsent("sample.redis", name -> random()),
                all.computeIfAbsent("sample.control", name -> random()));
        if (!all.equals(stored)) {
            PrivateProperties.write(file, all);
        }
        return secrets;
    }

    /** Those of the platform's own roles with the probe's. */
    Map<String, String> databasePasswords(Map<String, String> platforms) {
        var all = new HashMap<>(platforms);
        all.put(PlatformDatabases.PROBE, probe);
        return all;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
