package io.belastbar.load.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.scenario.HttpOptions;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.LoadModel.RateStage;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.Scenario.Tenants;
import io.belastbar.load.scenario.Template;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Whatever a text holds, YAML and Hyperfoil read it as the text that it is. */
class HostileYamlTest {

    @Property(tries = 200)
    void textsArriveUnchanged(@ForAll("hostile") String text) throws Exception {
        HyperfoilBenchmark exported = HyperfoilBenchmark.of(scenario(text), URI.create("http://127.0.0.1:8080"));

        JsonNode flow = firstSteps(exported.yaml());
        assertThat(flow.at("/0/set/value").textValue()).isEqualTo(text);
        assertThat(flow.at("/2/httpRequest/metric").textValue()).isEqualTo(text);
        assertThat(flow.at("/2/httpRequest/headers/X-A").textValue()).isEqualTo(text.replace("{", ""));
        assertThat(HyperfoilRun.parse(exported).phases()).isNotEmpty();
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\"",
                "'",
                "${",
                "}",
                "$${",
                "\\",
                "\n",
                "\r",
                "\u2028",
                "\u0085",
                "\u0000",
                "#",
                ": ",
                "- ",
                "&a",
                "*a",
                "!param X",
                "{}",
                "[",
                "%",
                "@",
                "`",
                "~",
                "null",
                "1e3",
                "\ud83d\ude00",
                "ä",
                "\ufeff",
                " ",
                "\t");
        return pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list));
    }

    private static JsonNode firstSteps(String yaml) {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new ObjectMapper().valueToTree(document).at("/phases/0/stage-1/constantRate/scenario/0/flow");
    }

    private static Scenario scenario(String text) {
        RequestStep step = new RequestStep(
                text,
                "POST",
                Template.parse("/x"),
                Map.of("X-A", Template.parse(text.replace("{", ""))),
                null,
                false,
                Set.of(),
                Map.of(),
                text,
                text);
        return new Scenario(
                "demo",
                text,
                "t",
                null,
                EngineKind.BELASTBAR,
                new LoadModel.Open(
                        List.of(new RateStage(Duration.ZERO, 1), new RateStage(Duration.ofSeconds(1), 1)),
                        Arrival.EVEN,
                        null),
                List.of(new Flow(text, 1, List.of(step))),
                new Tenants("tenant", List.of(text), null),
                List.of(),
                null,
                HttpOptions.DEFAULT,
                SqlOptions.DEFAULT,
                null,
                List.of(),
                false,
                false,
                1,
                false,
                List.of());
    }
}
