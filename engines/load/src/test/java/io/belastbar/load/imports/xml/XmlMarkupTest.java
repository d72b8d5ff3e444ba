package io.belastbar.load.imports.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.smallheap.SmallHeap;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlMarkupTest {

    @Test
    void enormousAndVeryManyPartsOfAPackedFileAreReadOrRefusedInLittleMemory()
            throws IOException, InterruptedException {
        var end = SmallHeap.run(LargestXml.class, 64);

        String refused = "must have at most 1,048,576 characters between < and >";
        String names = "must have at most 100,000 characters in all different names of elements and attributes";
        String none = "is no sample of JMeter that can be read";
        String broken = "must be whole XML, with </testResults> at its end";
        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said().lines())
                .containsExactly(
                        "attribute: " + refused,
                        "attribute with tags: " + refused,
                        "comment: " + refused,
                        "section: " + refused,
                        "instruction: " + refused,
                        "text: 1 requests",
                        "text between: 1 requests",
                        "values: " + none,
                        "values of one name: " + none,
                        "names: " + none,
                        "names within a sample: " + names,
                        "names of attributes: " + names,
                        "namespaces: " + broken,
                        "prefixes: " + names,
                        "instructions: " + names,
                        "entities: " + broken,
                        "levels: " + broken,
                        "levels of transactions: " + broken,
                        "samples of other names: " + names,
                        "transactions: 24000 requests",
                        "attributes of one tag: " + broken);
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
