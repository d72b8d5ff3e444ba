package io.belastbar.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DocumentNodeTest {

    private final ErrorCollector errors = new ErrorCollector();

    @Test
    void allFaultsOfADocumentAreCollected() {
        DocumentNode document = DocumentParser.parse("name: [1]\nsize: big\nsurprise:\n  deep: 1\n");

        document.string("name", errors);
        document.optionalInteger("size", errors);
        document.string("target", errors);
        document.rejectUnknown(Set.of("name", "size", "target"), errors);

        assertThat(errors.errors())
                .containsExactly(
                        new ProblemError("/name", 1, 7, "must be a text", "a list"),
                        new ProblemError("/size", 2, 7, "must be a whole number", "big"),
                        new ProblemError("/target", 1, 1, "is required", "nothing"),
                        new ProblemError("/surprise", 3, 1, "unknown key; known here: name, size, target", "surprise"));
        assertThatThrownBy(() -> errors.throwIfAny("refused")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void whatIsMissingIsReportedOnceHoweverDeepItIsRead() {
        DocumentNode document = DocumentParser.parse("a: 1\n");

        document.required("stages", errors).required("first", errors).string("name", errors);

        assertThat(errors.errors()).extracting(ProblemError::pointer).containsExactly("/stages");
    }

    @Test
    void aFieldThatSaysNullIsMissing() {
        DocumentNode document = DocumentParser.parse("a:\nb: ~\n");

        assertThat(document.optional("a")).isEmpty();
        document.string("b", errors);
        assertThat(errors.errors()).singleElement().satisfies(error -> assertThat(error.line())
                .isEqualTo(2));
    }

    @Test
    void aQuotedNullIsAText() {
        assertThat(DocumentParser.parse("a: \"null\"\n").string("a", errors)).isEqualTo("null");
    }

    @Test
    void truthIsTrueOrFalseOnly() {
        DocumentNode document = DocumentParser.parse("a: true\nb: yes\n");

        assertThat(document.optionalBoolean("a", errors)).contains(true);
        assertThat(document.optionalBoolean("b", errors)).isEmpty();
        assertThat(errors.errors()).extracting(ProblemError::pointer).containsExactly("/b");
    }

    @Test
    void infinityIsNoNumber() {
        DocumentNode document = DocumentParser.parse("a: .inf\nb: NaN\nc: 1e999\n");

        document.optionalNumber("a", errors);
        document.optionalNumber("b", errors);
        document.optionalNumber("c", errors);

        assertThat(errors.errors()).hasSize(3);
    }

    @Property(tries = 200)
    void everyFiniteNumberIsReadBack(@ForAll @DoubleRange(min = -1e300, max = 1e300) double number) {
        DocumentNode document = DocumentParser.parse("a: " + number + "\n");

        assertThat(document.optionalNumber("a", new ErrorCollector())).contains(number);
    }

    @Property(tries = 300)
    void aTextIsEitherReadOrRefusedAsInput(@ForAll String text) {
        try {
            DocumentParser.parse(text);
        } catch (InvalidInput refused) {
            assertThat(refused.errors()).hasSize(1);
        }
    }
}
