package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.capacity.cost.whatif.WhatIf.Month;
import io.belastbar.report.Wording;
import java.util.List;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** How many of each step there are in a month, and behind them how many are new. An empty cell is none. */
final class QuantitySheet {
    private static final int FIRST = 3;

    private final XSSFSheet sheet;
    private final StepColumns columns;
    private final SheetStyles styles;
    private final Wording words;

    QuantitySheet(XSSFSheet sheet, StepColumns columns, SheetStyles styles, Wording words) {
        this.sheet = sheet;
        this.columns = columns;
        this.styles = styles;
        this.words = words;
    }

    void write(WhatIf answer) {
        XSSFRow header = sheet.createRow(0);
        styles.header(header, 0, words.text("workbookMonth"));
        styles.header(header, 1, words.text("workbookTenants"));
        styles.header(header, 2, words.text("workbookBase"));
        List<PriceStep> steps = columns.steps();
        for (int i = 0; i < steps.size(); i++) {
            styles.header(header, FIRST + i, steps.get(i).name());
            styles.header(
                    header,
                    FIRST + steps.size() + i,
                    words.text("workbookNew", steps.get(i).name()));
        }
        int[] before = new int[steps.size()];
        for (int m = 0; m < answer.months().size(); m++) {
            month(sheet.createRow(m + 1), answer.months().get(m), before);
        }
        sheet.createFreezePane(1, 1);
    }

    private void month(XSSFRow row, Month month, int[] before) {
        styles.month(row, month.month());
        row.createCell(1).setCellValue(Math.round(month.tenants()));
        row.createCell(2).setCellValue(columns.countOfBase(month));
        for (int i = 0; i < before.length; i++) {
            int count = StepColumns.count(month, columns.steps().get(i));
            if (count > 0) {
                row.createCell(FIRST + i).setCellValue(count);
            }
            if (count > before[i]) {
                row.createCell(FIRST + before.length + i).setCellValue(count - before[i]);
            }
            before[i] = count;
        }
    }

    /** The cell of how many there are. */
    static String count(String sheet, int step, int row) {
        return cell(sheet, FIRST + step, row);
    }

    /** The cell of how many are new. */
    static String added(String sheet, int step, int steps, int row) {
        return cell(sheet, FIRST + steps + step, row);
    }

    static String base(String sheet, int row) {
        return cell(sheet, 2, row);
    }

    private static String cell(String sheet, int column, int row) {
        return "'" + sheet + "'!" + CellReference.convertNumToColString(column) + (row + 1);
    }
}
