package io.belastbar.web;

import static io.belastbar.web.ProblemsIT.as;
import static io.belastbar.web.ProblemsIT.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutagesIT {

    private static final Duration RECOVERY_MAX = Duration.ofSeconds(60);

    @Test
    void withoutPostgresReadsAndWritesAre503AndComeBack() {
        as("viewer").get("/api/v1/probe/database").then().statusCode(200);

        TestInfrastructure.current().postgres().stop();
        try {
            problem(as("viewer").get("/api/v1/probe/database"), 503)
                    .header("Retry-After", notNullValue())
                    .body("detail", equalTo("PostgreSQL is not available at the moment"));
            problem(as("viewer").get("/api/v1/probe/database"), 503)
                    .body("detail", equalTo("PostgreSQL is not available at the moment"));
            problem(as("operator").post("/api/v1/probe/faults"), 503)
                    .header("Retry-After", notNullValue())
                    .body("detail", equalTo("PostgreSQL is not available at the moment"));
            as("viewer").get("/api/v1/probe/me").then().statusCode(200);
        } finally {
            TestInfrastructure.current().postgres().start();
        }

        await().atMost(RECOVERY_MAX)
                .until(() -> as("viewer").get("/api/v1/probe/database").statusCode() == 200);
        await().atMost(RECOVERY_MAX)
                .until(() -> as("operator").post("/api/v1/probe/faults").statusCode() == 204);
    }

    private static final PatternFormatter TEXT = new PatternFormatter("%s");

    @Test
    void aRequestThatCannotBeRecordedIsRefusedAndTheLogSaysWhich() {
        var lines = new CopyOnWriteArrayList<String>();
        var said = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                lines.add(TEXT.format(line));
            }
        };
        var log = Logger.getLogger("io.belastbar.web.audit.AuditFilter");
        as("viewer").get("/api/v1/probe/database").then().statusCode(200);

        log.addHandler(said);
        TestInfrastructure.current().postgres().stop();
        try {
            var id = problem(as("operator").post("/api/v1/probe/faults?token=geheim"), 503)
                    .extract()
                    .header("X-Request-Id");

            assertThat(lines)
                    .singleElement(STRING)
                    .contains("phase=begin POST /api/v1/probe/faults requestId=" + id, "refused")
                    .doesNotContain("geheim");
        } finally {
            TestInfrastructure.current().postgres().start();
            log.removeHandler(said);
        }
        await().atMost(RECOVERY_MAX)
                .until(() -> as("viewer").get("/api/v1/probe/database").statusCode() == 200);
    }

    @Test
    void aPostgresThatHangsAnswersReadsAndWritesWith503AndComesBack() {
        as("viewer").get("/api/v1/probe/database").then().statusCode(200);

        TestInfrastructure.current().postgres().pause();
        try {
            problem(as("viewer").get("/api/v1/probe/database"), 503)
                    .header("Retry-After", notNullValue())
                    .body("detail", containsString("PostgreSQL does not answer"));
            problem(as("operator").post("/api/v1/probe/faults"), 503)
                    .header("Retry-After", notNullValue())
                    .body(
                            "detail",
                            equalTo("the audit log is not available at the moment"
                                    + " because PostgreSQL does not answer"));
            as("viewer").get("/api/v1/probe/me").then().statusCode(200);
        } finally {
            TestInfrastructure.current().postgres().resume();
        }

        await().atMost(RECOVERY_MAX)
                .until(() -> as("viewer").get("/api/v1/probe/database").statusCode() == 200);
    }
}
