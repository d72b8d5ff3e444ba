package io.belastbar.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.belastbar.service.testing.DeliverablesContract;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliverablesIT extends DeliverablesContract {
    private static final String LIST = "/api/v1/systems/{system}/deliverables";
    private static final int DAYS = 60;
    private static final String PRICES = """
            prices:
              currency: EUR
              valid_from: 2026-01-01
              base_monthly: 2500
              limit_reached_cost: 20000
              steps:
                - { name: "-20 % machine", kind: machine, provides: { storage: 1 TB }, monthly: 4000, lead_time: 14d }
                - { name: shard, kind: shard, provides: { storage: 400 GB }, monthly: 1800, one_off: 500 }
            """;
    private static final String PLAN = """
            mandants: { current: 40, end_2098: 100, end_2099: 200 }
            storage: { current: 250 GB, per_mandant: 2.5 GB, growth_factor: 1.2 }
            limits:
              - { metric: storage, alarm_at: 400 GB, action: Upgrade the storage }
            """;

    /** Set up once: the contract asks for it again and again. */
    private static String known;

    @Override
    protected String system() {
        if (known == null) {
            String system = "s-" + UUID.randomUUID();
            put(system, "prices", PRICES);
            put(system, "capacity-plan/documents/forecasts", PLAN);
            post(system);
            analyse(system);
            known = system;
        }
        return known;
    }

    @Test
    void theThreeFilesAreThereInBothLanguages() {
        as("viewer")
                .get(LIST + "?lang=de", system())
                .then()
                .body(
                        "items.path",
                        contains(
                                "cost-projection.xlsx",
                                "growth-projections-2098-2099.md",
                                "infrastructure-upgrade-plan.yml"))
                .body("items.title", contains("Kostenprognose", "Wachstumsprognosen", "Ausbauplan der Infrastruktur"));
        as("viewer")
                .get(LIST + "/growth-projections-2098-2099.md?lang=de", system())
                .then()
                .statusCode(200)
                .body(containsString("# Wachstumsprognosen 2098–2099 von " + system()))
                .body(containsString("## Was die Daten nicht versprechen"))
                .body(containsString("400 GB"));
        as("auditor")
                .get(LIST + "/growth-projections.md", system())
                .then()
                .body(containsString("## Where each metric goes"))
                .body(containsString("## Plan beside trend"));
        as("viewer")
                .get(LIST + "/infrastructure-upgrade-plan.yml", system())
                .then()
                .body(containsString("step: \"-20 % machine\""))
                .body(containsString("latest_safe_date: \"20"));
    }

    @Test
    void theWorkbookHasTheMonthsOfThePlan() throws IOException {
        byte[] file = as("viewer").get(LIST + "/cost-projection.xlsx", system()).asByteArray();

        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            assertThat(book.getSheet("Costs").getLastRowNum()).isEqualTo(121);
            assertThat(book.getSheet("Assumptions").getRow(0).getCell(0).getStringCellValue())
                    .isEqualTo("Cost projection of " + system());
        }
    }

    @Test
    void theUpgradePlanIsAnsweredAsJsonAndAsYaml() {
        as("viewer")
                .accept("application/json")
                .get("/api/v1/systems/{system}/upgrade-plan?lang=de", system())
                .then()
                .statusCode(200)
                .body("plan.currency", equalTo("EUR"))
                .body("plan.steps[0].limit.metric", equalTo("database.size"))
                .body("plan.steps[0].step", equalTo("-20 % machine"))
                .body("plan.steps[0].latestSafe", matchesPattern("20..-..-.."))
                .body("sentences[0]", containsString("Das kostet 1.500 EUR im Monat mehr"));
        as("viewer")
                .accept("application/yaml")
                .get("/api/v1/systems/{system}/upgrade-plan", system())
                .then()
                .statusCode(200)
                .body(containsString("# Infrastructure upgrade plan"));
    }

    @Test
    void whatIfIsAnsweredFromPlanLimitsAndPrices() {
        ask("{\"tenants\": 200, \"months\": 24}")
                .then()
                .statusCode(200)
                .body("tenantsNow", equalTo(40f))
                .body("needs[0].means", equalTo("storage"))
                .body("needs[0].limit", equalTo(4e11f))
                .body("needs[0].noLongerFits", matchesPattern("20..-.."))
                .body("months.size()", equalTo(25))
                .body("currency", equalTo("EUR"))
                .body("ceiling.shown", equalTo(false))
                .body("sentences", hasItem(containsString("try 10 at the same time")));
        ask("{\"tenants\": 200, \"sizePerTenant\": \"1 GB\", \"growth\": 1, \"prices\": {\"shard\": 1}}")
                .then()
                .body("needs[0].perTenant", equalTo(1e9f))
                .body("fits", equalTo(true));
    }

    @Test
    void aQuestionThatIsNoneIsRefusedWithPointerAndLine() {
        ask("{\n\"tenants\": 0,\n\"growth\": 0, \"months\": 601, \"sizePerTenant\": \"-1 GB\", \"priceFactor\": -1, \"x\": 1}")
                .then()
                .statusCode(400)
                .body(
                        "errors.pointer",
                        contains("/x", "/tenants", "/growth", "/priceFactor", "/months", "/sizePerTenant"))
                .body("errors[1].line", equalTo(2));
        ask("{\"tenants\": 1e12}").then().statusCode(400);
        ask("{\"tenants\": NaN}").then().statusCode(400);
        ask("{\"tenants\": \"a\\u0000\"}").then().statusCode(400);
        ask("").then().statusCode(400);
        ask("{\"tenants\": 5, \"runs\": [{\"load\": 0, \"throughput\": -1}]}")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("/runs/0/load", "/runs/0/throughput"));
        ask("{\"tenants\": 5, \"prices\": {\"nothing\": 1}}")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/prices/nothing"))
                .body("errors[0].rule", containsString("shard"));
    }

    @Test
    void withoutAnythingTheAnswersNameTheNextCommand() {
        as("viewer")
                .get(LIST, NOBODY_DESCRIBED)
                .then()
                .body("items.missing.command", everyItem(equalTo("belastbar apply -f FOLDER")));
        as("viewer")
                .get("/api/v1/systems/{system}/upgrade-plan", NOBODY_DESCRIBED)
                .then()
                .body("sentences[0]", containsString("POST /api/v1/systems/" + NOBODY_DESCRIBED + "/series"));
        as("viewer")
                .contentType("application/json")
                .body("{\"tenants\": 5}")
                .post("/api/v1/systems/{system}/what-if", NOBODY_DESCRIBED)
                .then()
                .statusCode(200)
                .body("sentences", hasItem(containsString("belastbar apply -f FOLDER")));
        as("viewer")
                .get("/api/v1/systems/{system}/prices", NOBODY_DESCRIBED)
                .then()
                .statusCode(404);
    }

    @Test
    void pricesAreStoredOnceAndRefusedWithTheirLine() {
        String system = "p-" + UUID.randomUUID();

        put(system, "prices", PRICES);

        as("engineer")
                .contentType("application/yaml")
                .body(PRICES.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/prices", system)
                .then()
                .statusCode(200)
                .body("changed", equalTo(false));
        as("engineer")
                .contentType("application/yaml")
                .body(PRICES.replace("2500", "-1").getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/prices", system)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/prices/base_monthly"))
                .body("errors[0].line", equalTo(4));
        as("viewer")
                .contentType("application/yaml")
                .body(PRICES.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/prices", system)
                .then()
                .statusCode(403);
    }

    private Response ask(String body) {
        return as("viewer")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/systems/{system}/what-if", system());
    }

    private static void put(String system, String path, String document) {
        as("engineer")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/" + path)
                .then()
                .statusCode(201);
    }

    /** A disk that grows from 250 GB by 2 GB a day. */
    private static void post(String system) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var points = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            points.append(day == 0 ? "" : ",")
                    .append("{\"at\":\"%s\",\"value\":%d}"
                            .formatted(end.minus(Duration.ofDays(DAYS - day)), 250 + 2 * day + day % 3));
        }
        as("engineer")
                .contentType("application/json")
                .body("{\"metric\":\"database.size\",\"unit\":\"GB\",\"points\":[" + points + "]}")
                .post("/api/v1/systems/{system}/series", system)
                .then()
                .statusCode(201);
    }

    private static void analyse(String system) {
        String path = as("engineer")
                .contentType("application/json")
                .post("/api/v1/systems/{system}/capacity-analysis", system)
                .then()
                .statusCode(202)
                .extract()
                .header("Location")
                .replaceFirst("^http://[^/]+", "");
        await().atMost(Duration.ofSeconds(180))
                .until(() -> as("viewer").get(path).statusCode() == 200);
    }
}
