package io.belastbar.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.DocumentNode.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentParserTest {

    @Test
    void everyValueKnowsItsPlaceAndPointer() {
        DocumentNode document = DocumentParser.parse("""
                # a comment
                endpoints:
                  GET /api/v1/employees:   # ümlaut
                    p95: 200ms
                    tags: [a, "b"]
                """);

        DocumentNode p95 = document.fields()
                .get("endpoints")
                .fields()
                .get("GET /api/v1/employees")
                .fields()
                .get("p95");
        assertThat(p95.text()).isEqualTo("200ms");
        assertThat(p95.line()).isEqualTo(4);
        assertThat(p95.column()).isEqualTo(10);
        assertThat(p95.key()).isEqualTo(new DocumentNode.Place(4, 5));
        assertThat(p95.pointer()).isEqualTo("/endpoints/GET ~1api~1v1~1employees/p95");
    }

    @Test
    void fieldsKeepTheirOrder() {
        DocumentNode document = DocumentParser.parse("z: 1\na: 2\nm: 3\n");

        assertThat(document.fields().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void jsonIsReadTheSameWay() {
        DocumentNode document = DocumentParser.parse(
                "{\n\t\"a\":1,\"b\" : [true,null,\"x\\/\\u00fc\\uD83D\\uDE00\"],\n\t\"c\":{\"d\":\"1\"}}");

        assertThat(document.fields().get("a").text()).isEqualTo("1");
        assertThat(document.fields().get("b").items().get(1).kind()).isEqualTo(Kind.NULL);
        assertThat(document.fields().get("b").items().get(2).text()).isEqualTo("x/ü\uD83D\uDE00");
        assertThat(document.fields().get("c").fields().get("d").quoted()).isTrue();
        assertThat(document.fields().get("c").line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1,\n  \"b\": \"x\\u0000y\"}",
                "a: 1\nb:  \"x\\0y\"\n",
                "a: 1\nb:  \"x\\eY\"\n",
            })
    void aControlCharacterIsRefusedWithItsPlace(String text) {
        ProblemError error = onlyError(text);

        assertThat(error.pointer()).isEqualTo("/b");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.rule()).startsWith("must not have the control character U+00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": \"\\ud800x\"}", "{\"a\\udc00\": 1}", "a: \"\\ud800x\"\n"})
    void halfACharacterIsRefused(String text) {
        assertThat(onlyError(text).rule()).startsWith("must not have half a character: U+D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\\u0000b\": 1}", "{\"a\\nb\": 1}", "\"a\\0b\": 1\n", "\"a\\tb\": 1\n"})
    void theNameOfAFieldIsOneLine(String text) {
        assertThat(onlyError(text).rule()).startsWith("must not have the control character");
    }

    @Test
    void aTextMayHaveLinesAndTabsAndANameMayNot() {
        DocumentNode document = DocumentParser.parse("{\"text\": \"a\\n\\tb\", \"name\": \"a\\nb\"}");
        ErrorCollector errors = new ErrorCollector();

        assertThat(document.string("text", errors)).isEqualTo("a\n\tb");
        assertThat(errors.isEmpty()).isTrue();
        assertThat(document.name("name", errors)).isEmpty();
        assertThat(errors.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/name");
            assertThat(error.rule()).isEqualTo("must not have the control character U+000A");
        });
    }

    @Test
    void brokenYamlIsRefusedWithItsPlace() {
        ProblemError error = onlyError("system: smartbav\nendpoints:\n  - a: [1, 2\n  b: 3\n");

        assertThat(error.line()).isEqualTo(4);
        assertThat(error.column()).isPositive();
        assertThat(error.rule()).isNotBlank();
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        ProblemError error = onlyError("{\"a\": 1,\n \"b\": }}");

        assertThat(error.line()).isEqualTo(2);
    }

    @Test
    void aKeyMustNotBeGivenTwice() {
        ProblemError error = onlyError("a: 1\nb: 2\na: 3\n");

        assertThat(error).isEqualTo(new ProblemError("/a", 3, 1, "a key must not be given twice", "a"));
    }

    @Test
    void anAliasBombIsRefusedAtItsFirstAlias() {
        ProblemError error = onlyError("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

        assertThat(error).isEqualTo(new ProblemError("/b/0", 2, 8, "aliases are not accepted", "*a"));
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(onlyError("[".repeat(70) + "]".repeat(70)).rule()).contains("nested deeper than 64");
        assertThat(onlyError("[".repeat(400_000)).rule()).contains("nested deeper than 64");
    }

    @Test
    void nestingUpToTheLimitIsAccepted() {
        assertThat(DocumentParser.parse("[".repeat(64) + "]".repeat(64)).kind()).isEqualTo(Kind.SEQUENCE);
    }

    @Test
    void moreThanAMebibyteIsTooLarge() {
        String large = "a: \"" + "ü".repeat(DocumentParser.SIZE_MAX / 2) + "\"";

        Assertions.assertThrows(TooLarge.class, () -> DocumentParser.parse(large));
    }

    @Test
    void aMebibyteIsReadInTime() {
        String item = "- a: 12345678901234567890\n";
        int items = DocumentParser.SIZE_MAX / item.length();
        String large = item.repeat(items);

        DocumentNode document =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> DocumentParser.parse(large));
        assertThat(document.items()).hasSize(items);
    }

    @Test
    void anEmptyTextIsNoDocument() {
        assertThat(onlyError("").rule()).isEqualTo("must not be empty");
        assertThat(onlyError("# only a comment\n").rule()).isEqualTo("must not be empty");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(onlyError("a: 1\n---\nb: 2\n").rule()).isEqualTo("must be a single document");
    }

    @Test
    void aTagBuildsNothing() {
        DocumentNode document = DocumentParser.parse("a: !!javax.script.ScriptEngineManager [x]\n");

        assertThat(document.fields().get("a").kind()).isEqualTo(Kind.SEQUENCE);
    }

    @Test
    void controlCharactersAreRefused() {
        assertThat(onlyError("a: \u0000\n").rule()).isNotBlank();
    }

    private static ProblemError onlyError(String text) {
        InvalidInput failure = catchThrowableOfType(InvalidInput.class, () -> DocumentParser.parse(text));
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure.errors()).hasSize(1);
        return failure.errors().getFirst();
    }

    @Test
    void mergeKeysAreRefusedAndANameInQuotesIsOne() {
        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> DocumentParser.parse("a:\n  <<: { b: 1 }\n"));

        assertThat(refused.errors()).containsExactly(new ProblemError("/a", 2, 3, "merge keys are not accepted", "<<"));
        assertThat(DocumentParser.parse("\"<<\": 1").fields()).containsOnlyKeys("<<");
    }

    @Test
    void lineThatMayHoldASecretIsNotShownWhenItCannotBeRead() {
        for (String line :
                new String[] {"password: hunter2: x", "url: [http://bob:hunter2@host", "Authorization: - hunter2: {"}) {
            InvalidInput refused =
                    catchThrowableOfType(InvalidInput.class, () -> DocumentParser.parse("a: 1\n" + line + "\n"));

            assertThat(refused).as(line).isNotNull();
            assertThat(refused.errors())
                    .allSatisfy(error -> assertThat(error.line()).isPositive());
            assertThat(refused.errors() + refused.getMessage()).doesNotContain("hunter2");
        }
    }
}
