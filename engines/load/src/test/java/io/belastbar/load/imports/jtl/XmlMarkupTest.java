package io.belastbar.load.imports.jtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlMarkupTest {

    @Test
    void oneEnormousPartOfAPackedFileIsReadOrRefusedInLittleMemory() throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestXml.class, 64);

        String refused = "must have at most 1,048,576 characters between < and >";
        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said().lines())
                .containsExactly(
                        "attribute: " + refused,
                        "attribute with tags: " + refused,
                        "comment: " + refused,
                        "section: " + refused,
                        "instruction: " + refused,
                        "text: 1 request",
                        "text between: 1 request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a b='>\"' c=\">'\"/>",
                "<!-- it's > -- > -->",
                "<!---->",
                "<![CDATA[ ' ]> ]] > ]]]>",
                "<?a ' > ?>",
                "</a>",
                "<!DOCTYPE a>"
            })
    void theLengthOfAPartEndsWithIt(String part) {
        XmlMarkup markup = new XmlMarkup();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < part.length() - 1; i++) {
                assertThat(markup.accept(part.charAt(i))).isEqualTo(i + 1);
            }
            assertThat(markup.accept('>')).isZero();
            assertThat(markup.accept('x')).isZero();
        }
    }
}
