package io.belastbar.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.compose.file.EnvironmentExample;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script makes of the example. */
class SecretsScriptTest {
    private static final EnvironmentExample EXAMPLE = EnvironmentExample.read();

    @TempDir
    Path folder;

    @Test
    void everySecretIsRandomAndNoTwoAreEqual() throws Exception {
        SecretsScript.run(folder);

        Map<String, String> made = SecretsScript.made(folder);
        assertThat(made.keySet()).isEqualTo(EXAMPLE.names());
        var secrets = made.entrySet().stream()
                .filter(variable -> EXAMPLE.values().get(variable.getKey()).matches("<(password|token)>"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(secrets)
                .hasSizeGreaterThan(15)
                .doesNotHaveDuplicates()
                .allMatch(secret -> secret.matches("[0-9a-f]{48}"));
    }

    @Test
    void aHashIsThatOfItsToken() throws Exception {
        SecretsScript.run(folder);

        Map<String, String> made = SecretsScript.made(folder);
        for (String name : made.keySet()) {
            if (name.endsWith("_SHA256")) {
                String token = made.get(name.replaceFirst("_SHA256$", ""));
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
                assertThat(made).containsEntry(name, HexFormat.of().formatHex(digest));
            }
        }
    }

    @Test
    void nobodyElseCanReadWhatIsMade() throws Exception {
        Files.createFile(
                folder.resolve(".env"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));

        SecretsScript.run(folder);

        for (String file : new String[] {
            ".env",
            "deploy/compose/targets.env",
            "deploy/compose/home/outside/run/tokens.properties",
            "deploy/compose/home/inside/run/connection.properties"
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    /** A database knows its passwords from its first start: a second run of the script must not make others. */
    @Test
    void whatIsThereStaysAndWhatIsNewIsAdded() throws Exception {
        SecretsScript.run(folder);
        var before = new TreeMap<>(SecretsScript.made(folder));
        String kept = Files.readString(folder.resolve(".env"))
                .replaceAll("(?m)^BELASTBAR_REDIS_PASSWORD=.*\n", "")
                .replaceAll("(?m)^BELASTBAR_WORK=.*", "BELASTBAR_WORK=./documents of mine");
        Files.writeString(folder.resolve(".env"), kept);

        SecretsScript.run(folder);

        var after = new TreeMap<>(SecretsScript.made(folder));
        assertThat(after.remove("BELASTBAR_REDIS_PASSWORD"))
                .matches("[0-9a-f]{48}")
                .isNotEqualTo(before.remove("BELASTBAR_REDIS_PASSWORD"));
        assertThat(after.put("BELASTBAR_WORK", before.get("BELASTBAR_WORK"))).isEqualTo("./documents of mine");
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theCommandLineFindsEveryServiceFromInsideAndFromOutside() throws Exception {
        SecretsScript.run(folder);

        for (ListedService service : Services.all()) {
            assertThat(Files.readString(folder.resolve("deploy/compose/home/outside/run/connection.properties")))
                    .contains("belastbar.url.%s=http://127.0.0.1:%d\n".formatted(service.name(), service.port()));
            assertThat(Files.readString(folder.resolve("deploy/compose/home/inside/run/connection.properties")))
                    .contains("belastbar.url.%s=http://%s:%d\n"
                            .formatted(service.name(), service.module(), service.port()));
        }
        assertThat(Files.readString(folder.resolve("deploy/compose/home/inside/run/tokens.properties")))
                .contains("engineer=" + SecretsScript.made(folder).get("BELASTBAR_TOKEN_ENGINEER") + "\n");
    }
}
