package io.belastbar.web.report;

import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.report.Sentence;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Files of different kinds: a name that needs an escape, a huge one, one that needs PostgreSQL, an empty period. */
@Dependent
class ProbeFiles {

    static final int HUGE = 20_000_000;

    @Produces
    @Singleton
    DeliverableFile umlauts() {
        return new ProbeFile(
                "berichte/Übersicht (neu) & 100 %.md",
                "text/markdown;charset=UTF-8",
                null,
                scope -> text("Größe von " + scope.system() + " seit " + scope.from() + " bis " + scope.to() + " "
                        + scope.language()));
    }

    @Produces
    @Singleton
    DeliverableFile huge() {
        return new ProbeFile("huge.html", "text/html;charset=UTF-8", null, scope -> {
            byte[] content = new byte[HUGE];
            Arrays.fill(content, (byte) 'x');
            return content;
        });
    }

    @Produces
    @Singleton
    DeliverableFile database(Pool pool) {
        return new ProbeFile(
                "database.json",
                "application/json",
                null,
                scope -> text("{\"one\": "
                        + pool.query("SELECT 1")
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(60))
                                .iterator()
                                .next()
                                .getInteger(0)
                        + "}"));
    }

    @Produces
    @Singleton
    DeliverableFile missing() {
        var missing = new Missing("no run has finished", "belastbar run SCENARIO");
        return new ProbeFile("runs.pdf", "application/pdf", missing, scope -> {
            throw new IllegalStateException("a missing file should not be written");
        });
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record ProbeFile(String path, String mediaType, Missing lack, Function<Scope, byte[]> content)
            implements DeliverableFile {

        @Override
        public Sentence title() {
            return new Sentence("File " + path, "Datei " + path);
        }

        @Override
        public Optional<Missing> missing(Scope scope) {
            return Optional.ofNullable(lack);
        }

        @Override
        public byte[] write(Scope scope) {
            return content.apply(scope);
        }
    }
}
