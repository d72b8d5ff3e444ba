package io.belastbar.web.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.belastbar.service.testing.DeliverablesContract;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliverablesIT extends DeliverablesContract {

    private static final String FILES = "/api/v1/systems/shop/deliverables";
    private static final String UMLAUTS = FILES + "/berichte/%C3%9Cbersicht%20%28neu%29%20%26%20100%20%25.md";

    @Test
    void filesAreListedByTheirPaths() {
        as("viewer")
                .get(FILES + "?lang=de")
                .then()
                .body(
                        "items.path",
                        contains("berichte/Übersicht (neu) & 100 %.md", "database.json", "huge.html", "runs.pdf"))
                .body("items[0].title", equalTo("Datei berichte/Übersicht (neu) & 100 %.md"))
                .body("items[0].href", equalTo(UMLAUTS))
                .body("items[3].missing.command", equalTo("belastbar run SCENARIO"));
    }

    @Test
    void aNameMayHoldUmlautsAndWhateverAnAddressEscapes() {
        var answer = as("viewer").get(UMLAUTS + "?from=2026-01-01T01:00:00%2B01:00&to=2026-02-01T00:00:00Z&lang=de");

        assertThat(new String(answer.asByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("Größe von shop seit 2026-01-01T00:00:00Z bis 2026-02-01T00:00:00Z GERMAN");
    }

    @Test
    void withoutAPeriodAllThatIsKnownCounts() {
        assertThat(as("viewer").get(UMLAUTS).asString())
                .startsWith("Größe von shop seit null bis 20")
                .endsWith(" ENGLISH");
    }

    @Test
    void aHugeFileComesWhole() {
        var content = as("viewer").get(FILES + "/huge.html").asByteArray();

        assertThat(content).hasSize(ProbeFiles.HUGE).containsOnly('x');
    }

    @Test
    void aFileThatNeedsPostgresIs503WhileThatIsAwayAndTheOthersGoOn() {
        TestInfrastructure.current().postgres().stop();
        try {
            as("viewer")
                    .get(FILES + "/database.json")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("detail", equalTo("PostgreSQL is not available at the moment"));
            as("viewer").get(UMLAUTS).then().statusCode(200);
        } finally {
            TestInfrastructure.current().postgres().start();
        }

        await().atMost(Duration.ofSeconds(60))
                .until(() -> as("viewer").get(FILES + "/database.json").statusCode() == 200);
    }
}
