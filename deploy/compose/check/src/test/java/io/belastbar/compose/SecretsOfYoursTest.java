package io.belastbar.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script makes of a {@code .env} that somebody wrote in, and where it can make none. */
class SecretsOfYoursTest {
    @TempDir
    Path clone;

    private Path folder;

    @BeforeEach
    void inAFolderWithSpaces() throws IOException {
        folder = Files.createDirectories(clone.resolve("my clone"));
    }

    @Test
    void whatAnEditorPutsInFrontOfUtf8IsNoPartOfAName() throws Exception {
        env("\uFEFFBELASTBAR_TOKEN_VIEWER=mine\n");

        SecretsScript.run(folder);

        assertThat(tokens()).contains("viewer=mine");
        assertThat(Files.readString(env()))
                .containsOnlyOnce("BELASTBAR_TOKEN_VIEWER=")
                .doesNotContain("\uFEFF");
    }

    @Test
    void aLineThatComposeReadsInItsOwnWayIsRefused() throws Exception {
        env("# ours\nBELASTBAR_TOKEN_VIEWER: mine\n");
        refused(".env:2 should be NAME=VALUE");

        env("BELASTBAR_TOKEN_VIEWER=mi\0ne\n");
        refused("has a NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BELASTBAR_TOKEN_VIEWER=another-token\n"})
    void aHashFollowsItsToken(String line) throws Exception {
        SecretsScript.run(folder);
        String hash = SecretsScript.made(folder).get("BELASTBAR_TOKEN_VIEWER_SHA256");
        env(Files.readString(env()).replaceAll("(?m)^BELASTBAR_TOKEN_VIEWER=.*\n", line));

        String said = SecretsScript.run(folder);

        Map<String, String> made = SecretsScript.made(folder);
        assertThat(made.get("BELASTBAR_TOKEN_VIEWER_SHA256"))
                .isNotEqualTo(hash)
                .isEqualTo(sha256(made.get("BELASTBAR_TOKEN_VIEWER")));
        assertThat(said).contains("BELASTBAR_TOKEN_VIEWER_SHA256", "docker compose up -d");
        assertThat(tokens()).contains("viewer=" + made.get("BELASTBAR_TOKEN_VIEWER"));
    }

    /** Compose reads each of them as {@code mine}; the last line of two counts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s=mine",
                "%s=mine\r\n",
                "%s='mine' # of ours\n",
                "%s=\"mine\"\r\n",
                "export %s = mine # of ours\n",
                "%s=former\n%<s=mine\n"
            })
    void aValueIsReadAsComposeReadsIt(String line) throws Exception {
        env("# ours\r\n" + line.formatted("BELASTBAR_TOKEN_VIEWER"));

        SecretsScript.run(folder);

        assertThat(tokens()).contains("viewer=mine");
        assertThat(Files.readString(env()))
                .doesNotContain("\r")
                .contains("\nBELASTBAR_TOKEN_VIEWER_SHA256=" + sha256("mine") + "\n");
        for (String service : List.of("inside", "outside")) {
            assertThat(Files.readString(run(service).resolve("tokens.properties")))
                    .doesNotContain("\r");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BELASTBAR_TOKEN_VIEWER          | mi$ne
            BELASTBAR_TOKEN_VIEWER          | mi"ne
            BELASTBAR_TOKEN_VIEWER          | "mi ne"
            BELASTBAR_POSTGRESQL_PASSWORD   | mine$x
            BELASTBAR_REDIS_PASSWORD        | mi#ne
            BELASTBAR_KAFKA_PASSWORD_BUDGET | mi/ne
            """)
    void aValueThatOthersWouldReadOtherwiseIsRefusedByName(String name, String value) throws Exception {
        env(name + "=" + value);

        refused("should have letters, digits", name);
        assertThat(Files.readString(env())).isEqualTo(name + "=" + value);
    }

    @Test
    void aRunThatMakesNothingSaysSo() throws Exception {
        SecretsScript.run(folder);
        List<Object> before = times();

        assertThat(SecretsScript.run(folder)).startsWith("Nothing was missing").hasLineCount(1);
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void aLinkStaysOne() throws Exception {
        Path elsewhere = Files.writeString(clone.resolve("kept"), "BELASTBAR_TOKEN_VIEWER=mine");
        Files.createSymbolicLink(env(), elsewhere);

        SecretsScript.run(folder);

        assertThat(env()).isSymbolicLink();
        assertThat(Files.readString(elsewhere)).contains(sha256("mine"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws Exception {
        Files.createDirectory(env());

        refused("should be a file");
    }

    /** Of a run that was killed, or of one that is at work. */
    @Test
    void twoAtOnceAreRefused() throws Exception {
        Files.createDirectory(folder.resolve(".env.lock"));

        refused("another run is at work");
        assertThat(folder.resolve(".env.lock")).exists();
        assertThat(env()).doesNotExist();
    }

    @Test
    void whatIsNoFolderIsRefused() throws Exception {
        for (String argument : List.of("--helb", clone.resolve("nowhere").toString(), "/proc")) {
            var ended = SecretsScript.started("exec sh \"$0\" \"$1\"", argument);
            assertThat(ended.code()).as(argument).isEqualTo(1);
            assertThat(ended.output())
                    .startsWith("secrets.sh: ")
                    .contains(argument)
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void helpIsHelp(String argument) throws Exception {
        var ended = SecretsScript.started("exec sh \"$0\" \"$1\"", argument);

        assertThat(ended.code()).isZero();
        assertThat(ended.output()).startsWith("Usage: deploy/compose/secrets.sh [FOLDER]");
    }

    /** No file may grow beyond 512 bytes, as on a disk that is full. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFullDiskLeavesWhatWasThere(boolean before) throws Exception {
        if (before) {
            env("BELASTBAR_TOKEN_VIEWER=mine");
        }

        var ended = SecretsScript.started("trap '' XFSZ; ulimit -f 1; exec sh \"$0\" \"$1\"", folder.toString());

        assertThat(ended.code()).isNotZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEqualTo(before ? List.of(env()) : List.of());
        }
        if (before) {
            assertThat(Files.readString(env())).isEqualTo("BELASTBAR_TOKEN_VIEWER=mine");
        }
    }

    @Test
    void withoutAProgramForHashesNothingIsMade() throws Exception {
        Path programs = Files.createDirectory(clone.resolve("programs"));
        for (String program : List.of("sh", "dirname", "readlink", "mkdir", "rm")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }

        var ended = SecretsScript.started("PATH='" + programs + "' exec sh \"$0\" \"$1\"", folder.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("need sha256sum or shasum");
        assertThat(env()).doesNotExist();
    }

    private void refused(String... said) throws Exception {
        var ended = SecretsScript.started("exec sh \"$0\" \"$1\"", folder.toString());
        assertThat(ended.code()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output()).startsWith("secrets.sh: ").contains(said);
    }

    private List<Object> times() throws IOException {
        return List.of(
                Files.getLastModifiedTime(env()),
                Files.getLastModifiedTime(run("inside").resolve("tokens.properties")),
                Files.readString(env()));
    }

    private List<String> tokens() throws IOException {
        return Files.readAllLines(run("outside").resolve("tokens.properties"));
    }

    private Path run(String home) {
        return folder.resolve("deploy/compose/home").resolve(home).resolve("run");
    }

    private Path env() {
        return folder.resolve(".env");
    }

    private void env(String text) throws IOException {
        Files.writeString(env(), text);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
