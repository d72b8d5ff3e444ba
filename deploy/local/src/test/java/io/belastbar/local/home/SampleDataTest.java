package io.belastbar.local.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDataTest {
    @TempDir
    Path folder;

    private BelastbarHome home;

    @BeforeEach
    void makeHome() throws Exception {
        home = new BelastbarHome(folder);
        home.create();
    }

    @Test
    void firstStartIsNothingToTellOf() {
        assertThat(SampleData.elsewhere(home, true)).isEmpty();
        assertThat(SampleData.elsewhere(home, false)).isEmpty();
    }

    @Test
    void homeThatWasMadeWithoutServersOfItsOwnSaysWhereItsDataAre() throws Exception {
        Files.createDirectories(home.data().resolve("postgresql"));

        assertThat(SampleData.elsewhere(home, false)).isEmpty();
        assertThat(SampleData.elsewhere(home, true).orElseThrow())
                .contains("begins anew on servers of its own")
                .endsWith("there again without --ha.");
    }

    @Test
    void homeThatWasMadeWithThemSaysSoWhenItIsStartedWithout() throws Exception {
        Files.createDirectories(home.data().resolve("postgresql"));
        Files.createDirectories(home.data().resolve("smartbav-db-a"));

        assertThat(SampleData.elsewhere(home, true)).isEmpty();
        assertThat(SampleData.elsewhere(home, false).orElseThrow()).endsWith("there again with --ha.");
    }
}
