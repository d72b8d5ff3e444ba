package io.belastbar.change.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesFileTest {

    @TempDir
    Path folder;

    @Test
    void aColumnIsASeriesAndTheHeaderNamesIt() throws IOException {
        var series = SeriesFile.read(file("a.csv", "x,y\n1,10\n2,\n3,\n"));

        assertThat(series).extracting(NamedSeries::name).containsExactly("x");
        assertThat(series.getFirst().values()).containsExactly(1, 2, 3);
    }

    @Test
    void withoutAHeaderTheFirstLineCounts() throws IOException {
        var series = SeriesFile.read(file("a.csv", "1;10\r\n2;20\r\n"));

        assertThat(series).extracting(NamedSeries::name).containsExactly("a.csv:1", "a.csv:2");
        assertThat(series.get(1).values()).containsExactly(10, 20);
    }

    @Test
    void aFolderIsAllItsFiles() throws IOException {
        file("b.csv", "1\n2\n");
        file("a.csv", "3\n4\n");
        file("notes.txt", "none");

        assertThat(SeriesFile.read(folder)).extracting(NamedSeries::name).containsExactly("a.csv:1", "b.csv:1");
    }

    @Test
    void whatIsNoNumberIsToldWithItsLine() throws IOException {
        var file = file("a.csv", "x\n1\nfast\n");

        assertThatThrownBy(() -> SeriesFile.read(file))
                .hasMessageEndingWith("a.csv:3: a value is a finite number: was 'fast'");
    }

    @Test
    void nothingIsNoSeries() throws IOException {
        var empty = file("a.csv", "");

        assertThatThrownBy(() -> SeriesFile.read(empty)).hasMessageContaining("at least one line");
        assertThatThrownBy(() -> SeriesFile.read(file("b.csv", "x,y\n"))).hasMessageContaining("at least 2 values");
        assertThatThrownBy(() -> SeriesFile.read(Files.createDirectory(folder.resolve("none"))))
                .hasMessageContaining("at least one .csv file");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
