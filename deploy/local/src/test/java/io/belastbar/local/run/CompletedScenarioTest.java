package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.belastbar.local.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line puts into a scenario before it is sent. */
class CompletedScenarioTest {
    @TempDir
    Path folder;

    private Path scenario;
    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        scenario = write("checkout.yml", "scenario: checkout\ntarget: shop-api\n");
        write("system.yml", "system: shop\ntargets: { http: shop-api }\n");
        platform = new PlayedPlatform(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: { more: { csv: \"a\\n1\\n\" }, users: { file: users.csv, order: random } } # größe 😀\n",
                "data:\n  users:\n    order: random\n    file: users.csv   # beside it 😀\n",
                "data: { 'users': { \"file\": 'users.csv' } }\n"
            })
    void testDataBesideTheScenarioIsSentInThePlaceOfItsName(String data) throws IOException {
        write("users.csv", "\uFEFFemail,name\na@b.de,\"Größe, \"\"x\"\" 😀\"\n");
        scenario = write("checkout.yml", "# 😀\nscenario: checkout\n" + data + "target: shop-api\n");

        assertThat(run().exitCode()).isZero();

        String sent = platform.received.stream()
                .filter(request -> request.startsWith("PUT"))
                .findFirst()
                .orElseThrow();
        String document = sent.substring(sent.indexOf("# 😀"));
        assertThat(document.lines().count())
                .isEqualTo(Files.readString(scenario).lines().count());
        assertThat(new YAMLMapper().readTree(document).at("/data/users/csv").asText())
                .isEqualTo("email,name\na@b.de,\"Größe, \"\"x\"\" 😀\"\n");
        assertThat(document).contains("target: shop-api").doesNotContain("users.csv");
    }

    @Test
    void valuesOfTheCommandLineAreWrittenIntoTheScenario() throws IOException {
        scenario = write("checkout.yml", """
                scenario: checkout # ${set.unseen}
                target: shop-api
                load: { rate: "${set.rate}/s", duration: '${set.duration}' }
                seed: ${set.seed}
                steps: [ { request: "GET /${set.path}?q=${vu}", body: | } ]
                note: |
                  for ${set.path}
                """.replace(", body: |", ""));

        var printed = run("--set", "rate=80", "--set", "duration=30s", "--set", "seed=7", "--set", "path=a \"b\": #$1");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        String sent = platform.received.stream()
                .filter(request -> request.startsWith("PUT"))
                .findFirst()
                .orElseThrow();
        var tree = new YAMLMapper().readTree(sent.substring(sent.indexOf("scenario: checkout")));
        assertThat(tree.at("/load/rate").asText()).isEqualTo("80/s");
        assertThat(tree.at("/load/duration").asText()).isEqualTo("30s");
        assertThat(tree.at("/seed").isInt()).isTrue();
        assertThat(tree.at("/steps/0/request").asText()).isEqualTo("GET /a \"b\": #$1?q=${vu}");
        assertThat(tree.at("/note").asText()).isEqualTo("for a \"b\": #$1\n");
    }

    @Test
    void testDataThatIsCalledSetOrEnvKeepsItsName() throws IOException {
        String document = "scenario: checkout\ndata: { set: { csv: \"a\\n1\\n\" }, env: { csv: \"b\\n1\\n\" } }\n"
                + "steps: [ { request: \"GET /${set.a}/${env.b}\" } ]\n";
        scenario = write("checkout.yml", document);

        assertThat(run().exitCode()).isZero();
        assertThat(platform.received).anyMatch(request -> request.contains("GET /${set.a}/${env.b}"));
    }

    @Test
    void whatIsNoSingleDocumentIsTheServicesToRefuse() throws IOException {
        scenario = write("checkout.yml", "scenario: checkout\n---\nscenario: other\n");

        assertThat(run().text()).doesNotContain("Exception");
        assertThat(platform.received).anyMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void aPlaceWithoutAValueAndAValueWithoutAPlaceAreRefused() throws IOException {
        scenario = write("checkout.yml", "scenario: checkout\nseed: ${set.seed}\n");

        assertThat(run().text()).contains("checkout.yml:2:7: ${set.seed} has no value; give --set seed=VALUE");
        assertThat(run("--set", "seed=1", "--set", "rate=5").text()).contains("--set rate=… has no place in");
        assertThat(run("--set", "seed=1\n2").text()).contains("must have a value on one line");
        scenario = write("checkout.yml", "scenario: checkout\nseed: ${env.BELASTBAR_NO_SUCH_VARIABLE}\n");
        assertThat(run().text()).contains("${env.BELASTBAR_NO_SUCH_VARIABLE} is not set in the environment");
        assertThat(platform.received).isEmpty();
    }

    @Test
    void testDataThatIsNotThereIsRefusedAtItsPlace() throws IOException {
        scenario = write("checkout.yml", "scenario: checkout\ndata: { users: { file: none.csv } }\n");

        var printed = run();

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("checkout.yml:2:24: no such file: " + folder.resolve("none.csv"));
        assertThat(platform.received).isEmpty();
    }

    @Test
    void testDataThatNoDocumentCanHoldIsRefusedBeforeItIsSent() throws IOException {
        write("users.csv", "email\n" + "a@b.de\n".repeat(200_000));
        scenario = write("checkout.yml", "scenario: checkout\ndata: { users: { file: users.csv } }\n");

        assertThat(run().text()).contains("has 1400006 bytes; a scenario may have 1048576 with its data");
    }

    private Printed run(String... options) {
        var arguments = new ArrayList<>(List.of("run", scenario.toString(), "--home", home()));
        arguments.addAll(List.of(options));
        return Printed.by(arguments.toArray(String[]::new));
    }

    private String home() {
        return folder.resolve("home").toString();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return file;
    }
}
