package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * {@code cost-projection.xlsx}: costs by month as formulas over prices and quantities, so that they change with a price; a
 * line chart; the assumptions. The same content is the same bytes.
 */
public final class CostWorkbook {

    private final WhatIf answer;
    private final Wording words;
    private final LocalDate madeOn;

    private CostWorkbook(WhatIf answer, LocalDate madeOn, ReportLanguage language) {
        this.answer = answer;
        this.madeOn = madeOn;
        this.words = Wording.of(CostWorkbook.class, language);
    }

    /**
     * The file.
     *
     * @param answer with prices
     * @param madeOn stands in the file as its date
     */
    public static byte[] of(WhatIf answer, LocalDate madeOn, ReportLanguage language) {
        return new CostWorkbook(answer, madeOn, language).write();
    }

    private byte[] write() {
        PriceList prices = answer.prices().orElseThrow();
        try (var workbook = new XSSFWorkbook()) {
            var columns = new StepColumns(answer, prices);
            var styles = new SheetStyles(workbook, prices.currency());
            var costs = workbook.createSheet(words.text("workbookCosts"));
            var quantities = workbook.createSheet(words.text("workbookQuantities"));
            var assumptions = workbook.createSheet(words.text("workbookAssumptions"));
            var places = assumptions(assumptions, columns, styles);
            new QuantitySheet(quantities, columns, styles, words).write(answer);
            new CostSheet(costs, columns, styles, places, words).write(answer);
            CostChart.draw(costs, answer, columns, words);
            properties(workbook);
            workbook.setForceFormulaRecalculation(true);
            var out = new ByteArrayOutputStream();
            workbook.write(out);
            return SteadyZip.of(out.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory should be writable", impossible);
        }
    }

    private void properties(XSSFWorkbook workbook) {
        var date = Optional.of(Date.from(madeOn.atStartOfDay(ZoneOffset.UTC).toInstant()));
        var core = workbook.getProperties().getCoreProperties();
        core.setCreator("Belastbar");
        core.setTitle(SheetText.escaped(words.text("workbookTitle", answer.system())));
        core.setCreated(date);
        core.setModified(date);
    }

    /** Where the prices stand, for the formulas of the other sheets. */
    private PricePlaces assumptions(XSSFSheet sheet, StepColumns columns, SheetStyles styles) {
        int row = 0;
        text(sheet.createRow(row++), styles, words.text("workbookTitle", answer.system()));
        text(sheet.createRow(row++), styles, words.text("workbookMadeOn", Shown.day(madeOn, words.language())));
        row++;
        XSSFRow header = sheet.createRow(row++);
        styles.header(header, 0, words.text("workbookStep"));
        styles.header(header, 1, words.text("workbookMonthly", columns.currency()));
        styles.header(header, 2, words.text("workbookOneOff", columns.currency()));
        styles.header(header, 3, words.text("workbookLeadDays"));
        var places = new PricePlaces(sheet.getSheetName(), row);
        XSSFRow base = sheet.createRow(row++);
        styles.text(base, 0, words.text("workbookBase"));
        styles.money(base, 1, columns.base().doubleValue());
        for (var step : columns.steps()) {
            XSSFRow line = sheet.createRow(row++);
            styles.text(line, 0, step.name());
            styles.money(line, 1, step.monthly().doubleValue());
            styles.money(line, 2, step.oneOff().doubleValue());
            line.createCell(3).setCellValue(step.leadDays());
        }
        row++;
        text(sheet.createRow(row++), styles, words.text("workbookChangePrices"));
        for (Sentence assumption : answer.assumptions()) {
            text(sheet.createRow(row++), styles, assumption.in(words.language()));
        }
        sheet.setColumnWidth(0, 40 * 256);
        sheet.setColumnWidth(1, 18 * 256);
        sheet.setColumnWidth(2, 18 * 256);
        return places;
    }

    private static void text(XSSFRow row, SheetStyles styles, String text) {
        styles.text(row, 0, text);
    }
}
