package io.belastbar.capacity.report.workbook;

import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes texts of users into a sheet so that they stay texts: always as a text cell, marked by a quote where they begin like
 * a formula, so that they stay texts when somebody edits them.
 */
final class SheetText {

    /** What Excel takes in one cell. */
    private static final int LENGTH_MAX = 32_767;

    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final XSSFCellStyle quoted;

    SheetText(XSSFWorkbook workbook) {
        quoted = workbook.createCellStyle();
        quoted.setQuotePrefixed(true);
    }

    void write(XSSFRow row, int column, String text) {
        XSSFCell cell = row.createCell(column);
        cell.setCellValue(escaped(text));
        if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            cell.setCellStyle(quoted);
        }
    }

    /** ECMA-376, 22.9.2.19: {@code _x0041_} would be read as a letter A; what XML cannot hold at all is left out. */
    static String escaped(String text) {
        String allowed = text.replaceAll("[\\p{Cc}&&[^\\t\\n\\r]]|[\\x{FFFE}\\x{FFFF}]|[\\p{Cs}]", "");
        String escaped = allowed.replaceAll("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_");
        return escaped.length() <= LENGTH_MAX ? escaped : escaped.substring(0, LENGTH_MAX);
    }
}
