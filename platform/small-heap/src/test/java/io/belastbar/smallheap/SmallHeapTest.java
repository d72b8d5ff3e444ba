package io.belastbar.smallheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SmallHeapTest {

    @Test
    void whatFitsEndsWell() throws Exception {
        var end = SmallHeap.run(SixteenMegabytes.class, 48);

        assertThat(end.exitCode()).as(end.said()).isZero();
        assertThat(end.said()).contains("DONE");
    }

    @Test
    void whatDoesNotFitEndsWithAnotherCode() throws Exception {
        var end = SmallHeap.run(SixteenMegabytes.class, 8);

        assertThat(end.exitCode()).as(end.said()).isNotZero();
        assertThat(end.said()).contains("OutOfMemoryError").doesNotContain("DONE");
    }

    @Test
    void aTextHasItsBeginItsEndAndAsManyPartsAsFit() throws IOException {
        assertThat(read("[1", ",1", "]", 8)).isEqualTo("[1,1,1]");
        assertThat(read("", "ab", "", 5)).isEqualTo("abab");
        assertThat(read("[", ",1", "]", 2)).isEqualTo("[]");
    }

    private static String read(String begin, String part, String end, int bytes) throws IOException {
        var text = new StringWriter();
        RepeatedText.of(begin, part, end, bytes).transferTo(text);
        return text.toString();
    }

    static final class SixteenMegabytes {
        public static void main(String[] args) {
            byte[] much = new byte[16 << 20];
            System.out.println("DONE " + much.length);
        }
    }
}
