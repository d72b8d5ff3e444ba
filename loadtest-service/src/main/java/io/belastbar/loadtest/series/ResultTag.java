package io.belastbar.loadtest.series;

import io.belastbar.jobs.Await;
import io.belastbar.load.report.RunReport;
import io.belastbar.web.http.Etag;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.File;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The entity tags of what is told of runs that have ended, made without reading what they measured: that never changes,
 * until its seconds are removed. Who tells it does, with each version of this service. Waits: for virtual threads.
 */
@Singleton
public class ResultTag {

    private final Pool pool;
    private final String teller;

    ResultTag(Pool pool, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.pool = pool;
        this.teller = version
                + Stream.of(ResultTag.class, RunReport.class)
                        .map(ResultTag::built)
                        .collect(Collectors.joining());
    }

    /** @param what of these runs, and how it is shown */
    public Etag of(List<UUID> finished, String what) {
        String removed = Await.of(pool.preparedQuery("""
                        SELECT string_agg(id || ' ' || seconds_removed_at, ' ' ORDER BY id) FROM test_run
                        WHERE id = ANY ($1) AND seconds_removed_at IS NOT NULL""").execute(Tuple.of(finished.toArray(UUID[]::new))))
                .iterator()
                .next()
                .getString(0);
        return Etag.of(String.join("\n", teller, what, finished.toString(), String.valueOf(removed)));
    }

    /** Versions that are still worked on have one name for many builds. */
    private static String built(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        // Class loaders that read from several places at once name none.
        if (source == null || source.getLocation() == null) {
            return "";
        }
        try {
            File file = new File(source.getLocation().toURI());
            return " " + file.lastModified() + " " + file.length();
        } catch (URISyntaxException | IllegalArgumentException noFile) {
            return "";
        }
    }
}
