package io.belastbar.backbone.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderJsonTest {

    @Property
    void whateverTheBytesAreTheyComeBackInTheirOrder(@ForAll("headers") List<MessageHeader> headers) {
        String json = HeaderJson.list(headers);

        assertThat(HeaderJson.read(json)).isEqualTo(headers);
        // PostgreSQL's jsonb refuses this one.
        assertThat(json).doesNotContain("\\u0000");
    }

    @Test
    void theHeadersOfAnEventAreAnObjectThatPeopleCanQuery() {
        List<MessageHeader> headers = List.of(MessageHeader.of("ce_id", "1"), MessageHeader.of("ce_type", "x.v1"));

        assertThat(HeaderJson.object(headers)).isEqualTo("{\"ce_id\":\"1\",\"ce_type\":\"x.v1\"}");
        assertThat(HeaderJson.read("{\"ce_id\":\"1\",\"ce_type\":\"x.v1\"}")).isEqualTo(headers);
    }

    @Test
    void whatIsNoTextIsBase64AndWhatIsMissingIsNull() {
        List<MessageHeader> headers = List.of(
                new MessageHeader("a", new byte[] {0, (byte) 0xff}),
                MessageHeader.of("a", "text"),
                new MessageHeader("b", null));

        assertThat(HeaderJson.list(headers)).isEqualTo("[[\"a\",{\"base64\":\"AP8=\"}],[\"a\",\"text\"],[\"b\",null]]");
    }

    @Provide
    Arbitrary<List<MessageHeader>> headers() {
        Arbitrary<String> names = Arbitraries.strings().ofMaxLength(4).filter(HeaderJsonTest::isWhole);
        Arbitrary<byte[]> values =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4).injectNull(0.1);
        return Combinators.combine(names, values).as(MessageHeader::new).list().ofMaxSize(5);
    }

    /** Kafka reads names as UTF-8, so none has half a character. */
    private static boolean isWhole(String name) {
        return name.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
    }
}
