package io.belastbar.capacity.report.workbook;

import java.time.YearMonth;
import java.util.Currency;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Cells as this workbook has them. */
final class SheetStyles {
    private final SheetText texts;
    private final CellStyle money;
    private final CellStyle month;
    private final CellStyle header;

    SheetStyles(XSSFWorkbook workbook, String currency) {
        texts = new SheetText(workbook);
        var formats = workbook.createDataFormat();
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        money = workbook.createCellStyle();
        money.setDataFormat(formats.getFormat("#,##0" + (digits == 0 ? "" : "." + "0".repeat(digits))));
        month = workbook.createCellStyle();
        month.setDataFormat(formats.getFormat("yyyy-mm"));
        XSSFFont bold = workbook.createFont();
        bold.setBold(true);
        header = workbook.createCellStyle();
        header.setFont(bold);
        header.setWrapText(true);
    }

    void text(XSSFRow row, int column, String text) {
        texts.write(row, column, text);
    }

    /** Bold; the names of steps are users' texts too. */
    void header(XSSFRow row, int column, String text) {
        XSSFCell cell = row.createCell(column);
        cell.setCellValue(SheetText.escaped(text));
        cell.setCellStyle(header);
    }

    void month(XSSFRow row, YearMonth at) {
        XSSFCell cell = row.createCell(0);
        cell.setCellValue(at.atDay(1));
        cell.setCellStyle(month);
    }

    void money(XSSFRow row, int column, double amount) {
        XSSFCell cell = row.createCell(column);
        cell.setCellValue(amount);
        cell.setCellStyle(money);
    }

    /** @param result that it has now, for readers that do not calculate */
    void formula(XSSFRow row, int column, String formula, double result) {
        XSSFCell cell = row.createCell(column);
        cell.setCellFormula(formula);
        cell.setCellValue(result);
        cell.setCellStyle(money);
    }
}
