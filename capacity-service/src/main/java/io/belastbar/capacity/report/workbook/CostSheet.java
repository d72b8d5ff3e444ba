package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.capacity.cost.whatif.WhatIf.Month;
import io.belastbar.report.Wording;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** What each month costs: price times quantity for each step, what is paid once, the sum, and the sum so far. */
final class CostSheet {
    private static final int BASE = 1;
    private static final int FIRST = 2;

    private final XSSFSheet sheet;
    private final StepColumns columns;
    private final SheetStyles styles;
    private final PricePlaces places;
    private final Wording words;
    private final String quantities;

    CostSheet(XSSFSheet sheet, StepColumns columns, SheetStyles styles, PricePlaces places, Wording words) {
        this.sheet = sheet;
        this.columns = columns;
        this.styles = styles;
        this.places = places;
        this.words = words;
        this.quantities = words.text("workbookQuantities");
    }

    /** Of the sum of each month. */
    static int sumColumn(StepColumns columns) {
        return FIRST + columns.steps().size() + 1;
    }

    void write(WhatIf answer) {
        XSSFRow header = sheet.createRow(0);
        styles.header(header, 0, words.text("workbookMonth"));
        styles.header(header, BASE, words.text("workbookBase"));
        List<PriceStep> steps = columns.steps();
        for (int i = 0; i < steps.size(); i++) {
            styles.header(header, FIRST + i, steps.get(i).name());
        }
        int sum = sumColumn(columns);
        styles.header(header, sum - 1, words.text("workbookOnce"));
        styles.header(header, sum, words.text("workbookSum", columns.currency()));
        styles.header(header, sum + 1, words.text("workbookCumulated", columns.currency()));
        for (int m = 0; m < answer.months().size(); m++) {
            month(sheet.createRow(m + 1), answer.months().get(m));
        }
        sheet.createFreezePane(1, 1);
        sheet.setColumnWidth(sum, 16 * 256);
        sheet.setColumnWidth(sum + 1, 16 * 256);
    }

    private void month(XSSFRow row, Month month) {
        int at = row.getRowNum();
        int count = columns.steps().size();
        int sum = sumColumn(columns);
        styles.month(row, month.month());
        styles.formula(
                row,
                BASE,
                places.base() + "*" + QuantitySheet.base(quantities, at),
                columns.base().doubleValue() * columns.countOfBase(month));
        for (int i = 0; i < count; i++) {
            PriceStep step = columns.steps().get(i);
            styles.formula(
                    row,
                    FIRST + i,
                    places.monthly(i) + "*" + QuantitySheet.count(quantities, i, at),
                    step.monthly().doubleValue() * StepColumns.count(month, step));
        }
        styles.formula(row, sum - 1, once(at, count), month.oneOff().doubleValue());
        styles.formula(
                row,
                sum,
                "SUM(" + cell(BASE, at) + ":" + cell(sum - 1, at) + ")",
                month.purchase()
                        .map(Purchase::monthly)
                        .orElseThrow()
                        .add(month.oneOff())
                        .doubleValue());
        styles.formula(
                row,
                sum + 1,
                at == 1 ? cell(sum, at) : cell(sum + 1, at - 1) + "+" + cell(sum, at),
                month.cumulated().doubleValue());
    }

    private String once(int at, int count) {
        return count == 0
                ? "0"
                : IntStream.range(0, count)
                        .mapToObj(i -> places.oneOff(i) + "*" + QuantitySheet.added(quantities, i, count, at))
                        .collect(Collectors.joining("+"));
    }

    static String cell(int column, int row) {
        return CellReference.convertNumToColString(column) + (row + 1);
    }
}
