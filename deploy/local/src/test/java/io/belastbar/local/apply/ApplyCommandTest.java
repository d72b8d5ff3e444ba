package io.belastbar.local.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.local.Printed;
import io.belastbar.local.run.PlayedPlatform;
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

class ApplyCommandTest {
    private static final String REFUSAL = """
            {"errors":[{"line":1,"column":11,"rule":"should be 1 to 63 printable characters","received":"it"}]}""";

    @TempDir
    Path folder;

    private Path documents;
    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        documents = Files.createDirectories(folder.resolve("documents"));
        platform = new PlayedPlatform(folder.resolve("home"));
        platform.replyJson("PUT /api/v1/systems/shop", 201, "{}");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void nameThatNoAddressCouldHoldReachesItsOwnerWhoRefusesIt() throws IOException {
        write("nul.yml", "scenario: \"a\\0b\"\n");
        platform.replyJson("PUT /api/v1/systems/shop/scenarios/a\0b", 422, REFUSAL);

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text())
                .isEqualToIgnoringNewLines("nul.yml:1:11: should be 1 to 63 printable characters (received it)");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void documentsNameIsPutIntoTheAddressAsItIs() throws IOException {
        write("my budget?.yml", "endpoints: {}\n");
        platform.replyJson("PUT /api/v1/systems/shop/budget/documents/my budget?", 201, "{}");

        assertThat(command("apply", "-f", documents.toString(), "--system", "shop")
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void scenarioThatWouldBeAnotherAddressIsRefused(String name) throws IOException {
        write("dots.yml", "scenario: '" + name + "'\n");

        var printed = command("apply", "-f", documents.toString(), "--system", "shop");

        assertThat(printed.text()).contains("must not be . or ..: was " + name);
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "Shop", "a/b", "a?b", "\u00e9"})
    void systemIsRefusedWithItsRuleByEveryCommand(String system) throws IOException {
        Path budget = write("performance-budget.yml", "endpoints: {}\n");
        var commands = List.of(
                List.of("apply", "-f", documents.toString()),
                List.of("report"),
                List.of("measure", "cache", "hit_ratio", "91%"),
                List.of("import", budget.toString(), "--scenario", "s"));

        for (List<String> command : commands) {
            var arguments = new ArrayList<>(command);
            arguments.addAll(List.of("--system", system));
            var printed = command(arguments.toArray(String[]::new));

            assertThat(printed.text())
                    .as(command.toString())
                    .contains("the system must be 1 to 63")
                    .contains(": was " + system);
            assertThat(printed.exitCode()).as(command.toString()).isEqualTo(104);
        }
        assertThat(platform.received).isEmpty();
    }

    @Test
    void systemOfTheFolderIsHeldToTheSameRule() throws IOException {
        write("system.yml", "system: a b\ntargets: {}\n");

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text()).contains("the system must be 1 to 63").contains(": was a b");
        assertThat(printed.exitCode()).isEqualTo(104);
    }

    @Test
    void runOfAReportIsPutIntoTheAddressAsItIs() {
        var printed = command("report", "--system", "shop", "--run", "a b&c");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).first().asString().contains("&run=a%20b%26c");
    }

    @Test
    void faultThatTwoServicesFindIsSaidOnce() throws IOException {
        write("system.yml", "system: shop\ntargets: []\n");
        platform.replyJson("PUT /api/v1/systems/shop", 422, REFUSAL);

        var printed = command("apply", "-f", documents.toString());

        assertThat(printed.text().lines())
                .containsExactly("system.yml:1:11: should be 1 to 63 printable characters (received it)");
        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(platform.received).hasSize(2);
    }

    private Printed command(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(all.toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(documents.resolve(name), text);
    }
}
