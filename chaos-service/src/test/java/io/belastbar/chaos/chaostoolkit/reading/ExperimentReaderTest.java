package io.belastbar.chaos.chaostoolkit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment.Role;
import io.belastbar.chaos.expectation.tolerance.ToleratedProbe;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.NotPossible;
import io.belastbar.chaos.runbook.Purpose.Criticality;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.Step;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an experiment of Chaos Toolkit becomes here. */
class ExperimentReaderTest {

    @Test
    void activitiesOverHttpBecomeStepsWithTheirPauses() {
        Runbook runbook =
                Experiments.read(Experiments.file("payments-slow.json")).runbook();

        assertThat(runbook.origin().notPossible()).isEmpty();
        assertThat(runbook.steps())
                .extracting(Step::name)
                .containsExactly(
                        "pause before slow-payments",
                        "slow-payments",
                        "pause after slow-payments",
                        "shop-is-up-2",
                        "who-answers",
                        "shop-is-up (after the method)",
                        "orders-are-open (after the method)");
        assertThat(runbook.steps().get(0).deed()).isEqualTo(new Deed.Wait(Duration.ofMillis(500)));
        Deed.Call call = (Deed.Call) runbook.steps().get(1).deed();
        assertThat(call.target()).isEqualTo("shop");
        assertThat(call.method() + " " + call.path()).isEqualTo("PUT /payments/delay");
        assertThat(call.body().orElseThrow())
                .isEqualTo("{\"delayMs\":1500,\"reason\":\"it's \\\"slow\\\"\",\"only\":[\"a\",null]}");
        assertThat(call.contentType()).isEqualTo("application/json");
        assertThat(call.expected()).containsExactly(202);
        assertThat(runbook.rollback()).extracting(Step::name).containsExactly("slow-payments-2");
    }

    @Test
    void secretsBecomeNamesOfCredentialsAndNothingElse() {
        Runbook runbook =
                Experiments.read(Experiments.file("payments-slow.json")).runbook();

        Deed.Call call = (Deed.Call) runbook.steps().get(1).deed();
        assertThat(call.credentials()).contains("shop-admin");
        assertThat(call.headers()).isEmpty();
        assertThat(runbook.toString()).doesNotContain("admin_token");
        assertThat(runbook.origin().notes())
                .anySatisfy(note -> assertThat(note.english()).contains("Shop Admin", "shop-admin"));
    }

    @Test
    void hypothesisIsProvenBeforeAndLookedAtAfterTheMethodToo() {
        ReadExperiment read = Experiments.read(Experiments.file("payments-slow.json"));

        assertThat(read.runbook().steady().within()).isEqualTo(Duration.ofSeconds(3));
        assertThat(read.runbook().steady().expectations()).hasSize(2);
        ToleratedProbe up = (ToleratedProbe)
                read.runbook().steady().expectations().getFirst().expectation();
        assertThat(up.question().headers()).containsEntry("X-Region", "eu-1");
        assertThat(up.question().timeout()).isEqualTo(Duration.ofMillis(3500));
        assertThat(read.activities().values())
                .extracting(ReadExperiment.Activity::role)
                .containsExactly(
                        Role.BEFORE,
                        Role.BEFORE,
                        Role.METHOD,
                        Role.METHOD,
                        Role.METHOD,
                        Role.AFTER,
                        Role.AFTER,
                        Role.ROLLBACK);
    }

    @Test
    void argumentsOfAGetStandInItsAddress() {
        Runbook runbook =
                Experiments.read(Experiments.file("payments-slow.json")).runbook();

        Deed.Check check = (Deed.Check) runbook.steps().get(4).deed();
        assertThat(((ToleratedProbe) check.expectation()).question().path())
                .isEqualTo("/who?verbose=true&tag=%C3%A4%20b&tag=c%26d");
    }

    @Test
    void whatGameDaysNeedBesidesStandsInAnExtension() {
        var purpose = Experiments.read(Experiments.file("payments-slow.json"))
                .runbook()
                .purpose();

        assertThat(purpose.criticalFunction()).isEqualTo("Orders");
        assertThat(purpose.criticality()).isEqualTo(Criticality.IMPORTANT);
        assertThat(purpose.legalBasis()).containsExactly("DORA 24");
        assertThat(purpose.rto()).contains(Duration.ofMinutes(30));
        var plain = Experiments.read(Experiments.of(Experiments.PROBE, Experiments.ACTION))
                .runbook()
                .purpose();
        assertThat(plain.criticality()).isEqualTo(Criticality.SUPPORTING);
    }

    @Test
    void everythingThatCannotRunIsListedWithItsPlaceItsReasonAndARemedy() {
        List<NotPossible> parts = Experiments.impossible(Experiments.file("pod-lost.yaml"));

        assertThat(parts)
                .extracting(NotPossible::pointer)
                .containsExactly(
                        "/controls",
                        "/steady-state-hypothesis/probes/0/provider",
                        "/method/0/controls",
                        "/method/0/provider",
                        "/method/1/provider",
                        "/method/2/provider/url",
                        "/method/3/provider/url",
                        "/method/4/provider/url",
                        "/method/5/provider/arguments/auth",
                        "/method/1/provider");
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.line()).isPositive();
            assertThat(part.sentence().english())
                    .startsWith("not possible here, because ")
                    .contains(": ");
            assertThat(part.sentence().german())
                    .startsWith("hier nicht möglich, weil ")
                    .contains(": ");
        });
        assertThat(parts.get(1).because().english()).contains("chaosk8s.probes.all_microservices_healthy");
        assertThat(parts.get(4).because().english()).contains("/usr/bin/kubectl");
        assertThat(parts.get(6).because().english()).contains("endpoint (SHOP_ENDPOINT)");
    }

    @Test
    void theRestOfItRuns() {
        Runbook runbook = Experiments.read(Experiments.file("pod-lost.yaml")).runbook();

        assertThat(runbook.steps())
                .extracting(Step::name)
                .containsExactly("stop the shop", "shop-is-up (after the method)");
        assertThat(((Deed.Call) runbook.steps().getFirst().deed()).body()).contains("mode=hard&times=1&times=2");
        assertThat(runbook.steady().expectations()).hasSize(1);
        assertThat(runbook.stopConditions()).as("watched continuously").hasSize(1);
        assertThat(runbook.rollback()).isEmpty();
    }

    @Test
    void valueThatNobodyGaveIsGivenWithTheGameDay() {
        Runbook runbook = Experiments.read(Experiments.file("pod-lost.yaml"), Map.of("endpoint", "http://shop.test/v2"))
                .runbook();

        assertThat(runbook.steps()).extracting(Step::name).contains("at the endpoint");
        assertThat(runbook.variables()).containsEntry("endpoint", "http://shop.test/v2");
        assertThatThrownBy(() -> Experiments.read(Experiments.file("pod-lost.yaml"), Map.of("nobody", "x")))
                .isInstanceOfSatisfying(InvalidInput.class, refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.rule()).contains("known are endpoint")));
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirPlaces() {
        String text = """
                title: ""
                steady-state-hypothesis:
                  probes:
                    - {type: probe, name: no tolerance, provider: {type: http, url: "http://shop.test/"}}
                method:
                  - {type: shot, name: a, provider: {type: http, url: "http://shop.test/"}}
                  - {type: action, provider: {type: http}}
                  - {ref: nobody}
                  - {type: action, name: b, provider: {type: carrier-pigeon}}
                  - {type: action, name: c, provider: {type: http, url: "ftp://shop.test/"}, pauses: {after: -1}}
                  - {type: action, name: d, provider: {type: http, url: "http://169.254.169.254/latest"}}
                  - {type: action, name: e, provider: {type: http, url: "http://shop.test/", method: SHOOT}}
                  - {type: probe, name: f, tolerance: {type: range, range: [9, 1], target: status},
                     provider: {type: http, url: "http://shop.test/"}}
                  - {type: probe, name: g, tolerance: {type: regex, pattern: "(", target: body},
                     provider: {type: http, url: "http://shop.test/"}}
                  - {type: probe, name: h, tolerance: {type: jsonpath, path: "not a path"},
                     provider: {type: http, url: "http://shop.test/"}}
                  - {type: action, name: i, provider: {type: http, url: "http://shop.test/../x", timeout: soon}}
                """;

        assertThatThrownBy(() -> Experiments.read(text)).isInstanceOfSatisfying(InvalidInput.class, refused -> {
            assertThat(refused.errors())
                    .extracting(ProblemError::pointer)
                    .containsExactlyInAnyOrder(
                            "/title",
                            "/description",
                            "/steady-state-hypothesis/title",
                            "/steady-state-hypothesis/probes/0",
                            "/method/0/type",
                            "/method/1/name",
                            "/method/2/ref",
                            "/method/3/provider/type",
                            "/method/4/provider/url",
                            "/method/4/pauses/after",
                            "/method/5/provider/url",
                            "/method/6/provider/method",
                            "/method/7/tolerance/range",
                            "/method/8/tolerance/pattern",
                            "/method/9/tolerance/path",
                            "/method/10/provider/url",
                            "/method/10/provider/timeout");
            assertThat(refused.errors())
                    .allSatisfy(error -> assertThat(error.line()).isPositive());
        });
    }

    @Test
    void secretThatStandsInItIsRefusedAndNeverShown() {
        String text = """
                title: t
                description: "see https://bob:hunter2-desc@shop.test/"
                configuration:
                  vault_token: hunter2-config
                  api_key: {type: env, key: KEY, default: hunter2-default}
                secrets:
                  shop: {password: hunter2-inline, other: {type: own, value: hunter2-own}, pin: {type: env, key: P, default: hunter2-pin}}
                  flat: hunter2-flat
                method:
                  - type: action
                    name: a
                    provider:
                      type: http
                      url: "http://shop.test/?token=hunter2-query"
                      headers: {Authorization: "Bearer hunter2-header", X-Api-Key: hunter2-key}
                      arguments: {password: hunter2-argument, secret_name: pull-secret}
                  - type: action
                    name: b
                    provider: {type: python, module: m, func: f, arguments: {client_secret: hunter2-python}}
                """;

        assertThatThrownBy(() -> Experiments.read(text)).isInstanceOfSatisfying(InvalidInput.class, refused -> {
            assertThat(refused.errors())
                    .filteredOn(error -> error.rule().contains("secret"))
                    .hasSize(12);
            assertThat(refused.errors().toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void nothingIsProvenWhereNobodyLooks() {
        List<NotPossible> parts = Experiments.impossible(Experiments.of("method: [" + Experiments.ACTION + "]"));

        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.sentence().english()).contains("not proven"));
    }

    @Test
    void toleranceThatNothingEverMeetsIsToldInsteadOfRun() {
        for (String tolerance : List.of("true", "OK", "'200'", "[1.5, 2]", "{type: range, range: [1, 2]}")) {
            assertThat(Experiments.impossible(Experiments.of(
                            Experiments.PROBE.replace("tolerance: 200", "tolerance: " + tolerance),
                            Experiments.ACTION)))
                    .as(tolerance)
                    .singleElement()
                    .satisfies(part ->
                            assertThat(part.pointer()).isEqualTo("/steady-state-hypothesis/probes/0/tolerance"));
        }
    }

    @Test
    void aReferenceWithoutAValueStaysAsItStands() {
        Runbook runbook = Experiments.read(Experiments.of(
                        Experiments.PROBE,
                        "{type: action, name: a, provider: {type: http, method: POST, url: 'http://shop.test/',"
                                + " arguments: 'cost: $5, $$6 and ${nobody}'}}"))
                .runbook();

        assertThat(((Deed.Call) runbook.steps().getFirst().deed()).body()).contains("cost: $5, $6 and ${nobody}");
    }
}
