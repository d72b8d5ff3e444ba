package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.scenario.HttpOptions;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.LoadModel.RateStage;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Scenario.EngineKind;
import io.belastbar.load.scenario.Scenario.Feeder;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.Scenario.Tenants;
import io.belastbar.load.scenario.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever a text holds, it arrives as it is and nothing of it is run. */
class HostileTextTest {

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void textsArriveUnchanged(@ForAll("hostile") List<String> texts) {
        String name = texts.getFirst();
        String literal = texts.getLast().replace("{", "");
        Scenario scenario = scenario(name, literal, texts);

        NodeScript.Events events =
                NodeScript.of(K6Script.of(scenario, "http://h")).check().run(1, texts.size());

        assertThat(events.requests())
                .extracting(request -> request.path("body").asText())
                .containsExactlyElementsOf(
                        texts.stream().map(text -> literal + "|" + text).toList());
        assertThat(events.requests()).allSatisfy(request -> {
            assertThat(request.path("tags").path("tenant").asText()).isEqualTo(name);
            assertThat(request.path("tags").path("name").asText()).isEqualTo(name);
            assertThat(request.path("headers").path("X-A").asText()).isEqualTo(literal);
        });
    }

    @Provide
    Arbitrary<List<String>> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\"",
                "'",
                "`",
                "${",
                "}",
                "${process.exit(1)}",
                "\\",
                "\n",
                "\r",
                "\u2028",
                "\u2029",
                "\u0000",
                "//",
                "*/",
                "</script>",
                "__proto__",
                "\ud83d\ude00",
                "ä",
                "\ufeff",
                "\u202e",
                "\\u0022",
                "\"; throw 1; \"");
        Arbitrary<String> texts = Arbitraries.oneOf(
                pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list)),
                Arbitraries.strings()
                        .withCharRange('\u0000', '\ud7ff')
                        .ofMinLength(1)
                        .ofMaxLength(12));
        return texts.list().ofMinSize(1).ofMaxSize(8);
    }

    private static Scenario scenario(String name, String literal, List<String> texts) {
        RequestStep step = new RequestStep(
                name,
                "POST",
                Template.parse("/x"),
                Map.of("X-A", Template.parse(literal)),
                Template.parse(literal + "|${d.v}"),
                false,
                Set.of(),
                Map.of(),
                name,
                name);
        Feeder feeder =
                new Feeder("d", List.of("v"), texts.stream().map(List::of).toList(), Feeder.Order.SEQUENTIAL);
        return new Scenario(
                name,
                name,
                "t",
                null,
                EngineKind.BELASTBAR,
                new LoadModel.Open(List.of(new RateStage(Duration.ofSeconds(1), 1)), Arrival.EVEN, null),
                List.of(new Flow(name, 1, List.of(step))),
                new Tenants("tenant", List.of(name), null),
                List.of(feeder),
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
