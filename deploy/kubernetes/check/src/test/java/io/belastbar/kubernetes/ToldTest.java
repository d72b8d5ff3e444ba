package io.belastbar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.kubernetes.manifest.Fault;
import io.belastbar.kubernetes.manifest.Reading;
import io.belastbar.kubernetes.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final String MAP = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: belastbar}
            """;

    @Test
    void aFileOfSeveralSaysWhereTheObjectBegins() {
        String text = MAP.formatted("one") + "---\n" + MAP.formatted("Two") + "---\n" + MAP.formatted("Three");

        assertThat(Told.faults(Rules.ofReadings(List.of(Reading.of("all.yaml", text)))))
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("all.yaml:5: ConfigMap/Two: /metadata/name: "))
                .anyMatch(fault -> fault.startsWith("all.yaml:9: ConfigMap/Three: /metadata/name: "));
    }

    @Test
    void aFileOfOneNeedsNoLine() {
        assertThat(Told.faults(Rules.ofReadings(List.of(Reading.of("two.yaml", MAP.formatted("Two"))))))
                .singleElement()
                .asString()
                .startsWith("two.yaml: ConfigMap/Two: /metadata/name: ");
    }

    @Test
    void eachFaultIsOneLineAndStandsThereOnce() {
        var late = new Fault("b.yaml", 9, "Job/b", "/spec", "should be\n  one line: was two");
        var early = new Fault("b.yaml", 2, "Job/a", "/spec", "should be there: was absent");

        assertThat(Told.faults(List.of(late, early, late)))
                .containsExactly(
                        "b.yaml:2: Job/a: /spec: should be there: was absent",
                        "b.yaml:9: Job/b: /spec: should be one line: was two");
    }
}
