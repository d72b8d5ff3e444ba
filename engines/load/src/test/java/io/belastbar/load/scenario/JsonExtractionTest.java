package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path gives a value as text, or nothing; whatever the path and the document, it never throws. */
class JsonExtractionTest {

    private static final String SHOP = """
            { "items": [ { "id": 7, "price": 1.10 }, { "id": 8, "price": 3e2 }, { "id": null } ],
              "n": [ 1, 2, 3 ], "none": [], "words": [ "a", "b" ], "box": { "x": 1 }, "text": "hello", "null": null,
              "big": 12345678901234567890, "huge": 1e999999, "float": 0.1000000000000000055511151231257827, "yes": true }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $.items[0].id            | 7
                    $.items[0].price         | 1.10
                    $.items[1].price         | 300
                    $.items[*].id            | 7
                    $.items[?(@.id==8)].price | 300
                    $.items[?(@.price<2)].id | 7
                    $..id                    | 7
                    $.n[-1]                  | 3
                    $.n[1:]                  | 2
                    $.text                   | hello
                    $.yes                    | true
                    $.big                    | 12345678901234567890
                    $.huge                   | 1E+999999
                    $.float                  | 0.1000000000000000055511151231257827
                    $.items.length()         | 3
                    $.none.length()          | 0
                    $.box.length()           | 1
                    $.n.sum()                | 6
                    $.n.avg()                | 2
                    $.n.min()                | 1
                    $.n.max()                | 3
                    $.n.first()              | 1
                    $.n.last()               | 3
                    $..price.sum()           | 301.1
                    $.*.length()             | 3
                    $.items[*].price.sum()   | 301.1
                    $.items[?(@.price>2)].price.max() | 300
                    $.items[0,1].id.avg()    | 7.5
                    $.items[*].id.min()      | 7
                    $.n[*].last()            | 3
                    $.n[1:].first()          | 2
                    $.n[?(@>1)].sum()        | 5
                    $..price.first()         | 1.1
                    $.items[?(@.id =~ /[7(]/)].id | 7
                    $.words.concat()         | ab
                    """)
    void aValueIsItsText(String path, String text) {
        assertThat(JsonExtraction.parse(path).apply(document(SHOP))).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$.missing",
                "$.null",
                "$.items[2].id",
                "$.items",
                "$.box",
                "$.none",
                "$.none[0]",
                "$.n[9]",
                "$..missing",
                "$.items[?(@.id==9)].price",
                "$.items[?(@.price<2)]",
                "$.missing.length()",
                "$.missing.sum()",
                "$.none.sum()",
                "$.none.first()",
                "$.none.last()",
                "$.words.sum()",
                "$.text.sum()",
                "$.items.sum()",
                "$.n.index(1)",
                "$.n.index(9)",
                "$.box.keys()",
                "$.null.length()",
                "$.n[?(@>9)].sum()",
                "$.words[*].sum()",
                "$.yes.max()"
            })
    void whereThereIsNoValueThereIsNoText(String path) {
        JsonExtraction extraction = JsonExtraction.parse(path);

        assertThat(extraction.apply(document(SHOP))).isEmpty();
        assertThat(extraction.apply(document("[]"))).isEmpty();
        assertThat(extraction.apply(document("7"))).isEmpty();
    }

    @Test
    void theFirstOfSeveralDecides() {
        assertThat(JsonExtraction.parse("$..id").apply(document("{\"id\":null,\"a\":{\"id\":1}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items",
                "$.n[::]",
                "$.length(",
                "$.n.append(4)",
                "$.n.nothing()",
                "$.n[?(@.x.nothing() > 1)]",
                "$.items[",
                "$.items[ ",
                "$.items[0]]",
                "$.items]",
                "$.items[*]x",
                "$.n.sum().x",
                "$.n)",
                "$.items[?(@.id==7]"
            })
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> JsonExtraction.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBracketWithoutAnotherIsRefusedWithTheRule() {
        assertThatThrownBy(() -> JsonExtraction.parse("$.items["))
                .hasMessage("a JSONPath should close every bracket that it opens, such as $.items[0].id: was $.items[");
        assertThat(JsonExtraction.stored("$.items[").apply(document(SHOP))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$['a[(b']", "$[\"a[(b\"]", "$.x[?(@.y == 'a[(')]", "$[?(@['a[(b'] == 'it\\'s (')]"})
    void aBracketInATextIsNone(String path) {
        assertThat(JsonExtraction.parse(path)).hasToString(path);
    }

    @Test
    void aNameMayLookLikeAFunction() {
        assertThat(JsonExtraction.parse("$['a.b(c)']").apply(document("{\"a.b(c)\":1}")))
                .contains("1");
    }

    @Test
    void aDocumentMayBeginWithAByteOrderMark() {
        assertThat(JsonExtraction.parse("$.id").apply(document("\uFEFF{\"id\":\"ä\"}")))
                .contains("ä");
    }

    @Test
    void whatIsNotJsonIsNoDocument() {
        for (String body : new String[] {"<html>", "{\"a\":", "[".repeat(100_000), "nope"}) {
            assertThat(JsonExtraction.document(body.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
        assertThat(JsonExtraction.parse("$.id").apply(document(""))).isEmpty();
    }

    @Property(tries = 2_000)
    void noPathAndNoDocumentThrow(@ForAll("paths") String path, @ForAll("documents") String document) {
        JsonExtraction extraction;
        try {
            extraction = JsonExtraction.parse(path);
        } catch (IllegalArgumentException noPath) {
            return;
        }

        Optional<String> value = extraction.apply(document(document));

        assertThat(value).isNotNull();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        ".a",
                        "..a",
                        "[0]",
                        "[*]",
                        "[-1]",
                        "[1:]",
                        ".*",
                        "[?(@.a)]",
                        "[?(@.a>1)]",
                        "[?(@>0)]",
                        "['a','b']",
                        ".length()",
                        ".sum()",
                        ".min()",
                        ".max()",
                        ".avg()",
                        ".stddev()",
                        ".first()",
                        ".last()",
                        ".index(0)",
                        ".concat('x')",
                        ".keys()",
                        ".size()",
                        ".b")
                .list()
                .ofMaxSize(4)
                .map(parts -> "$" + String.join("", parts));
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                "{}",
                "[]",
                "null",
                "1",
                "\"x\"",
                "true",
                "{\"a\":1}",
                "{\"a\":null,\"b\":[1,\"x\",null]}",
                "[1,2.50,null,\"x\",[],{}]",
                "[{\"a\":2},{\"a\":[]}]",
                "{\"a\":{\"a\":[3,4],\"b\":{}}}",
                "[[1,2],[3]]");
    }

    private static JsonNode document(String text) {
        return JsonExtraction.document(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
