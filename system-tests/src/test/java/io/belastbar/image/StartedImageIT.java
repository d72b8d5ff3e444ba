package io.belastbar.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.running.CommandLine;
import io.belastbar.running.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One service from its image's files alone: nobody's rights, nothing to write to but {@code /tmp}, no shell. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartedImageIT {
    private static final String SERVICE = "capacity-service";
    /** Names a folder of images that are to be looked at, as a pipeline has made them; else they are made here. */
    private static final String BUILT = "belastbar.images";

    private static final long BUILD_LIMIT_SECONDS = 900;
    private static final Duration READY_LIMIT = Duration.ofSeconds(120);
    /** As long as Kubernetes waits unless told otherwise. */
    private static final long GRACE_SECONDS = 30;

    private static final int TERMINATED = 128 + 15;

    @TempDir
    static Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Path images;
    private UnpackedImage image;

    @BeforeAll
    void build() throws Exception {
        assumeTrue(sandboxIsPossible(), "bwrap cannot run here: install the package bubblewrap");
        images = System.getProperty(BUILT) == null ? build("first") : Path.of(System.getProperty(BUILT));
        image = UnpackedImage.of(images.resolve(SERVICE + ".tar"), folder);
    }

    @Test
    void itIsReadyServesAndEndsWithinItsGraceTime() throws Exception {
        int port = FreePorts.find(1).getFirst();
        Path log = folder.resolve("service.log");
        Process service = new ProcessBuilder(image.command(environment(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Waiting.until(
                    READY_LIMIT,
                    () -> service.isAlive() && status(port, "/q/health/ready", null) == 200,
                    () -> Files.readString(log));

            assertThat(status(port, "/api/v1/systems/shop/forecasts", null)).isEqualTo(401);
            assertThat(status(port, "/api/v1/systems/shop/forecasts", "viewer-token"))
                    .isEqualTo(200);

            CommandLine.signal("TERM", java(service).pid());
            assertThat(service.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).isEqualTo(TERMINATED);
        } finally {
            service.destroyForcibly();
        }
        assertThat(Files.readString(log)).doesNotContain("Read-only file system", "Permission denied");
    }

    @Test
    void itMigratesAndEndsWhenToldTo() throws Exception {
        List<String> environment = environment(FreePorts.find(1).getFirst());
        environment.add("QUARKUS_INIT_AND_EXIT=true");
        Path log = folder.resolve("migration.log");

        Process migration = new ProcessBuilder(image.command(environment))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(migration.waitFor(READY_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(migration.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("schema").doesNotContain("Listening on");
    }

    @Test
    void itSaysWhatItIsAndRunsAsNobody() {
        assertThat(image.config().get("User").asText()).isEqualTo("185");
        assertThat(image.label("title")).isEqualTo(SERVICE);
        assertThat(image.label("version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(image.label("revision")).matches("unknown|[0-9a-f]{40,64}(-changed)?");
        assertThat(image.root().resolve("bin/sh")).doesNotExist();
    }

    @Test
    void whatStandsStillIsALayerOfItsOwn() {
        List<List<String>> withLibraries = image.layers().stream()
                .filter(layer -> layer.stream().anyMatch(name -> name.startsWith("app/lib/")))
                .toList();

        assertThat(withLibraries).hasSize(2);
        assertThat(withLibraries.get(0)).noneMatch(name -> name.contains("belastbar"));
        assertThat(withLibraries.get(1)).contains("app/quarkus-run.jar");
        assertThat(withLibraries.get(1).stream().filter(name -> name.startsWith("app/lib/")))
                .allMatch(name -> name.contains("/io.belastbar."));
    }

    @Test
    void theListOfPartsIsTheJarsOfItsLayersAndEachHasALicence() throws Exception {
        var parts = PartsList.of(images.resolve(SERVICE + ".cdx.json"));

        assertThat(parts.jars()).isEqualTo(image.libraries());
        assertThat(parts.withoutLicence()).isEmpty();
    }

    @Test
    @Disabled(
            "Quarkus numbers its recorded proxies in the order in which its build steps happen to run: the texts proxykeyN")
    void theSameSourcesMakeTheSameImage() throws Exception {
        Path again = build("second");

        for (String ending : List.of(".digest", ".tar", ".cdx.json")) {
            assertThat(Files.mismatch(images.resolve(SERVICE + ending), again.resolve(SERVICE + ending)))
                    .as(ending)
                    .isEqualTo(-1);
        }
    }

    /** Packages the service anew, in place: nothing of the tree runs while this class does. */
    private Path build(String name) throws Exception {
        Path out = folder.resolve(name);
        var built = CommandLine.run(
                folder.resolve(name + ".log"),
                BUILD_LIMIT_SECONDS,
                "image",
                "--tar",
                "--only",
                SERVICE,
                "--out",
                out.toString(),
                "-Dmaven.repo.local=" + System.getProperty("localRepository"));
        assertThat(built.exitCode()).as(built.output()).isZero();
        return out;
    }

    /** As a deployment would tell it: by variables. */
    private static List<String> environment(int port) {
        var variables = new ArrayList<String>();
        TestInfrastructure.settings().forEach((key, value) -> variables.add(variable(key) + "=" + value));
        variables.add("QUARKUS_HTTP_HOST=127.0.0.1");
        variables.add("QUARKUS_HTTP_PORT=" + port);
        return variables;
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The sandbox waits for it as its parent, and hands its exit code on. */
    private static ProcessHandle java(Process sandbox) {
        return sandbox.descendants().reduce((upper, lower) -> lower).orElse(sandbox.toHandle());
    }

    private int status(int port, String path, String token) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static boolean sandboxIsPossible() throws InterruptedException {
        try {
            return new ProcessBuilder("bwrap", "--ro-bind", "/", "/", "--unshare-user", "--uid", "185", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
