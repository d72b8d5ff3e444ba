package io.belastbar.profiling.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesIT {
    @ParameterizedTest
    @ValueSource(ints = {14, 16, 18})
    void aSessionKnowsItsServersVersion(int major) throws Exception {
        try (var database = TestDatabase.of(major)) {
            assertThat(database.session().version() / 10_000).isEqualTo(major);
            assertThat(database.session().rows("SELECT calls FROM pg_stat_statements LIMIT 1"))
                    .isNotNull();
        }
    }
}
