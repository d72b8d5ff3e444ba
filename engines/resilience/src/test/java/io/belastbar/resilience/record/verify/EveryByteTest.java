package io.belastbar.resilience.record.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exhaustive, over two records of different kinds: no byte of a record can be another, be missing, or be there twice. */
class EveryByteTest {

    @Test
    void everyFlippedBitOfAShortRecordIsFound() {
        byte[] file = WrittenRecord.shortOne().bytes();

        for (int at = 0; at < file.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] spoiled = file.clone();
                spoiled[at] ^= (byte) (1 << bit);
                assertFound(spoiled, "bit " + bit + " of byte " + at + " flipped");
            }
        }
    }

    @Test
    void everyByteOfALongRecordThatIsAnotherIsFound() {
        byte[] file = WrittenRecord.longOne().bytes();

        for (int at = 0; at < file.length; at++) {
            for (int other : List.of(0x01, 0x20, 0xFF)) {
                byte[] spoiled = file.clone();
                spoiled[at] ^= (byte) other;
                assertFound(spoiled, "byte " + at + " xor " + other);
            }
        }
    }

    @Test
    void everyByteThatIsMissingIsFound() {
        byte[] file = WrittenRecord.longOne().bytes();

        for (int at = 0; at < file.length; at++) {
            byte[] spoiled = new byte[file.length - 1];
            System.arraycopy(file, 0, spoiled, 0, at);
            System.arraycopy(file, at + 1, spoiled, at, file.length - at - 1);
            assertFound(spoiled, "byte " + at + " left out");
        }
    }

    @Test
    void everyByteThatIsThereTwiceIsFound() {
        byte[] file = WrittenRecord.shortOne().bytes();

        for (int at = 0; at < file.length; at++) {
            var spoiled = new ByteArrayOutputStream();
            spoiled.write(file, 0, at + 1);
            spoiled.write(file, at, file.length - at);
            assertFound(spoiled.toByteArray(), "byte " + at + " twice");
        }
    }

    /** Down to what ends with an older head: that one is whole, and only a head from elsewhere shows what it lacks. */
    @Test
    void everyMissingEndIsFoundByAHeadFromElsewhere() {
        WrittenRecord record = WrittenRecord.longOne();
        byte[] file = record.bytes();

        for (int length = 0; length < file.length; length++) {
            var verification = RecordVerifier.verify(Arrays.copyOf(file, length), Trust.NOTHING.with(record.known()));
            assertThat(verification.verifies()).as("first %d bytes", length).isFalse();
        }
    }

    @Test
    void everyMissingEndOfARecordWithOneHeadIsFoundByTheFileAlone() {
        byte[] file = WrittenRecord.shortOne().bytes();

        for (int length = 0; length < file.length; length++) {
            assertFound(Arrays.copyOf(file, length), "first " + length + " bytes");
        }
    }

    private static void assertFound(byte[] spoiled, String how) {
        assertThat(RecordVerifier.verify(spoiled, Trust.NOTHING).verifies())
                .as(how)
                .isFalse();
    }
}
