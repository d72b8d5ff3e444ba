package io.belastbar.jobs.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    @ParameterizedTest
    @ValueSource(strings = {SAMPLED, NOT_SAMPLED})
    void whatIsReadIsWrittenAgain(String text) {
        assertThat(TraceParent.of(TraceParent.read(text))).contains(text);
    }

    @Test
    void aLaterVersionOfTheFormatIsReadAsFarAsItIsKnown() {
        assertThat(TraceParent.of(TraceParent.read("cc" + SAMPLED.substring(2) + "-what-comes-later")))
                .contains(SAMPLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4bf92f3577b34da6\u0000a3ce929d0e0e473-00f067aa0ba902b7-01",
                "\u0000",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-x\u00e4",
            })
    void whatIsNoTraceParentBelongsToNoTrace(String text) {
        assertThat(TraceParent.read(text)).isSameAs(Context.root());
    }

    @Test
    void aTextOfAMegabyteBelongsToNoTraceWhateverItBeginsWith() {
        assertThat(TraceParent.read("cc" + SAMPLED.substring(2) + "-" + "x".repeat(1 << 20)))
                .isSameAs(Context.root());
        assertThat(TraceParent.read(null)).isSameAs(Context.root());
    }

    @Property
    void noTextIsTooOddToBeRead(@ForAll @StringLength(max = 80) String text) {
        assertThat(TraceParent.of(TraceParent.read(text)))
                .satisfiesAnyOf(read -> assertThat(read).isEmpty(), read -> assertThat(read)
                        .hasValueSatisfying(value -> assertThat(value).hasSize(55)));
    }

    @Test
    void withoutATraceThereIsNothingToCarryOn() {
        assertThat(TraceParent.current()).isEmpty();
        assertThat(TraceParent.of(Context.root())).isEmpty();
    }
}
