package io.belastbar.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of data that are to make room, by their files alone: no server runs. */
class PutAsideTest {
    @TempDir
    Path folder;

    private EmbeddedPostgres server;

    @BeforeEach
    void make() throws Exception {
        server = new EmbeddedPostgres(
                Path.of(System.getProperty("user.home"), ".cache", "belastbar"),
                folder.resolve("db"),
                1,
                "p",
                List.of());
    }

    @Test
    void formerPrimaryIsKeptInThePlaceOfTheOneBefore() throws Exception {
        data("db-before-reseed", "older");
        data("db", "former");

        server.putAside();

        assertThat(server.hasData()).isFalse();
        assertThat(folder.resolve("db-before-reseed/base")).content().isEqualTo("former");
    }

    @Test
    void standbyGoesAndWhatWasKeptStays() throws Exception {
        data("db-before-reseed", "former");
        data("db", "copy");
        Files.createFile(folder.resolve("db/standby.signal"));

        server.putAside();

        assertThat(server.hasData()).isFalse();
        assertThat(folder.resolve("db-before-reseed/base")).content().isEqualTo("former");
        assertThat(folder.resolve("db.gone")).doesNotExist();
    }

    @Test
    void standbyThatWasHalfDeletedWhenItsLauncherWasKilledIsNoFormerPrimary() throws Exception {
        data("db-before-reseed", "former");
        data("db.gone", "half of a copy");

        assertThat(server.hasData()).isFalse();
        server.putAside();

        assertThat(folder.resolve("db-before-reseed/base")).content().isEqualTo("former");
        assertThat(folder.resolve("db.gone")).doesNotExist();
    }

    private void data(String name, String base) throws Exception {
        Path data = Files.createDirectories(folder.resolve(name));
        Files.writeString(data.resolve("PG_VERSION"), "17");
        Files.writeString(data.resolve("base"), base);
    }
}
