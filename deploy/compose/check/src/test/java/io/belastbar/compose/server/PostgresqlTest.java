package io.belastbar.compose.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.compose.file.ComposeFile;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the first start makes of roles and schemas. */
class PostgresqlTest {
    private static final String FOLDER = "deploy/compose/postgresql/";
    private static final ComposeFile FILE = ComposeFile.read();

    /** Its last one is the audit log's owner, which is mounted from where it is. */
    @Test
    void theStatementsAreThoseOfTheManifest() {
        List<String> here = ComposeFile.text(FOLDER + "10-schemas.sql")
                .lines()
                .filter(line -> !line.startsWith("--"))
                .map(line -> line.replaceFirst(";$", ""))
                .toList();
        List<String> manifest = ComposeFile.elements(ComposeFile.yaml("deploy/kubernetes/base/postgresql/cluster.yaml")
                        .at("/spec/bootstrap/initdb/postInitApplicationSQL"))
                .map(JsonNode::asText)
                .toList();
        String mounted = FILE.at("/services/postgresql/volumes/3").asText();

        assertThat(here).hasSizeGreaterThan(10).isEqualTo(manifest.subList(0, manifest.size() - 1));
        assertThat(mounted).endsWith(":/docker-entrypoint-initdb.d/30-audit-owner.sql:ro");
        assertThat(ComposeFile.text(mounted.split(":")[0]).strip())
                .isEqualTo(manifest.getLast().strip());
    }

    @Test
    void everyRoleGetsThePasswordOfItsService() {
        String script = ComposeFile.text(FOLDER + "20-passwords.sh");

        for (String service : Services.names()) {
            String account = service.toUpperCase(Locale.ROOT);
            assertThat(script)
                    .contains("\\getenv %1$s %2$s_PASSWORD\nALTER ROLE %1$s PASSWORD :'%1$s';"
                            .formatted(service, account));
            String asked = FILE.at("/services/postgresql/environment/" + account + "_PASSWORD")
                    .asText();
            assertThat(asked).startsWith("${BELASTBAR_POSTGRESQL_PASSWORD_" + account + ":?");
            for (String user : List.of(service + "-service", service + "-migrations")) {
                assertThat(FILE.at("/services/" + user + "/environment/BELASTBAR_POSTGRESQL_PASSWORD_" + account)
                                .asText())
                        .isEqualTo(asked);
            }
        }
    }

    /** Since PostgreSQL 18 its image keeps data in a folder of the release, below this one. */
    @Test
    void dataOutliveTheContainer() {
        assertThat(FILE.at("/services/postgresql/volumes/0").asText()).isEqualTo("postgresql-data:/var/lib/postgresql");
        assertThat(FILE.at("/services/postgresql/image").asText()).startsWith("postgres:18.");
    }
}
