package io.belastbar.budget.export.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTest {

    /** The order of Map.of is another one in every process, and so would be the bytes under one tag. */
    @Test
    void aMapWithoutAnOrderIsWrittenByItsKeys() {
        var unordered = Map.of("d", 1, "b", 2, "a", 3, "e", 4, "c", Map.of("z", 1, "y", 2, "x", 3));

        assertThat(Yaml.write(List.of(unordered)).replaceAll("[^a-z]", "")).isEqualTo("abcxyzde");
    }

    @Test
    void aMapWithAnOrderKeepsIt() {
        var ordered = new LinkedHashMap<String, Object>();
        ordered.put("name", "x");
        ordered.put("expr", "y");

        assertThat(Yaml.write(ordered)).isEqualTo("name: x\nexpr: \"y\"\n");
    }

    @Test
    void aTextThatLooksLikeANumberStaysOne() {
        assertThat(Yaml.write(Map.of("limit", "123"))).isEqualTo("limit: \"123\"\n");
    }
}
