package io.belastbar.chaos.chaostoolkit.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.document.DocumentParser;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What came in goes out: every key, at every level, with its value and its type. */
class RoundTripTest {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();

    private static JsonNode json(String text) throws IOException {
        return EXACT.readTree(text);
    }

    @Property(tries = 100)
    void unknownKeysSurviveAtEveryLevel(
            @ForAll("things") JsonNode one, @ForAll("things") JsonNode other, @ForAll("names") String name)
            throws IOException {
        ObjectNode root = (ObjectNode) json(Experiments.file("payments-slow.json"));
        for (String pointer : List.of(
                "",
                "/steady-state-hypothesis",
                "/steady-state-hypothesis/probes/0",
                "/steady-state-hypothesis/probes/1/tolerance",
                "/method/0",
                "/method/0/provider",
                "/method/0/pauses",
                "/rollbacks/0/provider",
                "/contributions",
                "/extensions/0")) {
            ((ObjectNode) root.at(pointer)).set("x-" + name, pointer.length() % 2 == 0 ? one : other);
        }
        String text = EXACT.writeValueAsString(root);

        assertThat(ExperimentJson.of(DocumentParser.parse(text))).isEqualTo(json(text));
        assertThat(Experiments.read(text).runbook().steps()).hasSize(7);
    }

    @Test
    void yamlBecomesTheJsonThatItsAuthorMeant() {
        JsonNode json = ExperimentJson.of(DocumentParser.parse(Experiments.file("pod-lost.yaml")));

        assertThat(json.path("version")).isEqualTo(JsonNodeFactory.instance.textNode("1.0.0"));
        assertThat(json.at("/steady-state-hypothesis/probes/0/tolerance").isBoolean())
                .isTrue();
        assertThat(json.at("/method/0/provider/arguments/rand").isBoolean()).isTrue();
        assertThat(json.at("/method/0/provider/arguments/qty").isIntegralNumber())
                .isTrue();
        assertThat(json.at("/method/1/provider/arguments/--all").textValue()).isEmpty();
        assertThat(ExperimentJson.of(DocumentParser.parse(json.toString()))).isEqualTo(json);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abc \"'/~$#äß{}[]:,&*!|>%@`")
                .ofMinLength(1)
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<JsonNode> things() {
        JsonNodeFactory nodes = new JsonNodeFactory(true);
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("ab1.-:{}[]\"'\\\n\t äß€Ω#$&*!|>%@` ")
                        .excludeChars('\u0000')
                        .ofMaxLength(20)
                        // Whole: half a character is refused.
                        .map(text -> text.replace("Ω", "𝄞"))
                        .map(nodes::textNode),
                Arbitraries.of("true", "no", "null", "1e3", "0x1F", "007", "~", "2026-11-27")
                        .map(nodes::textNode),
                Arbitraries.bigDecimals().ofScale(6).map(nodes::numberNode),
                Arbitraries.bigIntegers().map(nodes::numberNode),
                Arbitraries.of(true, false).map(nodes::booleanNode),
                Arbitraries.just(nodes.nullNode()));
        return Arbitraries.lazyOf(
                () -> leaves,
                () -> leaves,
                () -> things().list().ofMaxSize(2).map(items -> {
                    var array = nodes.arrayNode();
                    items.forEach(array::add);
                    return array;
                }),
                () -> Arbitraries.maps(names(), things()).ofMaxSize(2).map(fields -> {
                    var object = nodes.objectNode();
                    fields.forEach(object::set);
                    return object;
                }));
    }
}
