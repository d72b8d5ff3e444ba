package io.belastbar.load.imports.jtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.imports.source.Faults;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JtlNotesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1  | a.
                    10 | a, b, c, d, e, f, g, h, i, j.
                    11 | a, b, c, d, e, f, g, h, i, j and 1 other.
                    26 | a, b, c, d, e, f, g, h, i, j and 16 others.
                    """)
    void tenOtherNamesOfSamplesAreShown(int names, String shown) {
        var notes = new JtlNotes();
        notes.otherElements = new TreeSet<>();
        for (int i = 0; i < names; i++) {
            notes.otherElements.add(String.valueOf((char) ('a' + i)));
        }

        assertThat(notes.sentences(new JtlTime(), new Faults("the file")))
                .last()
                .isEqualTo("Samples in elements of other names were read too: " + shown);
    }
}
