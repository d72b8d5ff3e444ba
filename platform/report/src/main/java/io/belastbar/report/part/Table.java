package io.belastbar.report.part;

import io.belastbar.report.Markup;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table whose rows have a name each.
 *
 * @param name for those who cannot see it
 * @param columns those of leads and names too
 */
public record Table(String name, String style, List<Column> columns, List<Row> rows) {

    /** @param style {@code left} for words; figures stand to the right */
    public record Column(String title, String style) {

        public static Column words(String title) {
            return new Column(title, "left");
        }

        public static Column figures(String title) {
            return new Column(title, "");
        }
    }

    /**
     * @param lead before the name; null for none
     * @param detail small, below the name
     * @param note a line of its own below the row; empty for none
     */
    public record Row(Pill lead, String name, String detail, List<Cell> cells, String note) {

        public static Row of(String name, List<Cell> cells) {
            return new Row(null, name, "", cells, "");
        }

        public static Row of(Pill lead, String name, String detail, List<Cell> cells) {
            return new Row(lead, name, detail, cells, "");
        }
    }

    /**
     * @param detail small, below the text
     * @param picture before the text
     */
    public record Cell(String text, String detail, String style, Markup picture) {

        public static Cell of(String text) {
            return new Cell(text, "", "", Markup.NONE);
        }

        public static Cell styled(String style, String text) {
            return new Cell(text, "", style, Markup.NONE);
        }
    }

    /** A word in a bubble, which is what a row is first looked at for. */
    public record Pill(String style, String text) {}

    /** Cells that hold nothing but text. */
    public static List<Cell> cells(String... texts) {
        return Stream.of(texts).map(Cell::of).toList();
    }
}
