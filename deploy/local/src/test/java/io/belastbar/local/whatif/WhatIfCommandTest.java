package io.belastbar.local.whatif;

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

class WhatIfCommandTest {
    private static final String PATH = "POST /api/v1/systems/shop/what-if";

    @TempDir
    Path folder;

    private PlayedPlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new PlayedPlatform(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void whatIsAskedIsSentAndWhatFollowsIsPrinted() {
        answers(true);

        var printed = ask(
                "--tenants",
                "200",
                "--size-per-tenant",
                "2.5GB",
                "--growth",
                "1.2",
                "--months",
                "12",
                "--price",
                "1.1",
                "--price",
                "Read = replica=650",
                "--lang",
                "de");

        assertThat(printed.exitCode()).as(printed.text()).isZero();
        assertThat(printed.text()).contains("It fits.").contains("Angenommen:").contains("- forty today");
        assertThat(platform.received).anySatisfy(request -> assertThat(request)
                .contains("\"tenants\":200")
                .contains("\"sizePerTenant\":\"2.5GB\"")
                .contains("\"growth\":1.2")
                .contains("\"months\":12")
                .contains("\"priceFactor\":1.1")
                .contains("\"prices\":{\"Read = replica\":650}"));
    }

    @Test
    void whatNoLongerFitsFailsTheStep() throws IOException {
        answers(false);
        Path file = folder.resolve("what-if.json");

        var printed = ask("--tenants", "200", "--out", "json=" + file);

        assertThat(printed.exitCode()).isEqualTo(99);
        assertThat(Files.readString(file)).contains("\"fits\" : false");
    }

    @Test
    void aRefusalNamesFieldAndRule() {
        platform.replyJson(
                PATH,
                400,
                "{\"detail\": \"d\", \"errors\": [{\"pointer\": \"/tenants\", \"rule\": \"must be between 1 and 100000000\", \"received\": \"0\"}]}");

        var printed = ask("--tenants", "0");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("/tenants must be between 1 and 100000000: was 0");
    }

    @Test
    void aPriceThatIsNoneIsRefusedBeforeAnybodyIsAsked() {
        var printed = ask("--tenants", "5", "--price", "cheap");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text()).contains("--price should be a factor, or STEP=AMOUNT: was cheap");
    }

    @Test
    void whatIsNoNumberIsRefusedInThoseWords() {
        assertThat(ask("--tenants", "abc").text())
                .contains("--tenants should be a number, as in 200: was abc")
                .doesNotContain("Exception", "java");
        assertThat(ask("--tenants", "5", "--months", "soon").exitCode()).isEqualTo(104);
        assertThat(ask("--tenants", "5", "--growth", "much").text()).contains("--growth should be a factor");
    }

    @Test
    void whereNothingIsKnownNothingFitsAndTheNextCommandIsNamed() {
        platform.replyJson(PATH, 200, "{\"sentences\": [\"Not known.\"], \"assumptions\": []}");

        var printed = ask("--tenants", "30");

        assertThat(printed.exitCode()).isEqualTo(104);
        assertThat(printed.text())
                .contains("Not known.")
                .contains("nothing could be judged of shop")
                .contains("belastbar apply -f FOLDER");
    }

    private void answers(boolean fits) {
        platform.replyJson(
                PATH,
                200,
                "{\"fits\": %s, \"sentences\": [\"It fits.\"], \"assumptions\": [\"forty today\"]}".formatted(fits));
    }

    private Printed ask(String... options) {
        var arguments = new ArrayList<>(List.of("what-if", "--system", "shop"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--home", folder.resolve("home").toString()));
        return Printed.by(arguments.toArray(String[]::new));
    }
}
