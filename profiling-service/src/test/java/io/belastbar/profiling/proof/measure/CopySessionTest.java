package io.belastbar.profiling.proof.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopySessionTest {
    @Test
    void parameterNamedTwiceIsGivenTwiceAndInTheOrderOfTheText() {
        List<Object> given = new ArrayList<>();

        assertThat(CopySession.placeholders("SELECT $2, $1, $2", List.of("a", "b"), given))
                .isEqualTo("SELECT ?, ?, ?");
        assertThat(given).containsExactly("b", "a", "b");
    }

    @Test
    void nameWithADollarStaysAName() {
        List<Object> given = new ArrayList<>();

        assertThat(CopySession.placeholders("SELECT \"größe$1\", '$1' FROM t WHERE x = $1", List.of("a"), given))
                .isEqualTo("SELECT \"größe$1\", '$1' FROM t WHERE x = ?");
        assertThat(given).containsExactly("a");
    }
}
