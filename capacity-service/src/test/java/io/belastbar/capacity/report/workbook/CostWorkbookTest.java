package io.belastbar.capacity.report.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.Money;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.price.PriceStep;
import io.belastbar.capacity.cost.price.PriceStep.Kind;
import io.belastbar.capacity.cost.situation.Known;
import io.belastbar.capacity.cost.situation.Situation;
import io.belastbar.capacity.cost.whatif.ComputeWhatIf;
import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.capacity.cost.whatif.WhatIfOrder;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostWorkbookTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);
    private static final List<String> NAMES =
            List.of("=1+1", "+cmd|' /C calc'!A0", "-2 Knoten", "@SUM(A1)", "_x0041_ <&>");

    @ParameterizedTest
    @EnumSource(ReportLanguage.class)
    void everyMonthIsWhatTheAnswerSaysWhenItIsCalculatedAnew(ReportLanguage language) throws IOException {
        WhatIf answer = answer(NAMES, 24);
        try (var book = read(CostWorkbook.of(answer, TODAY, language))) {
            var evaluator = book.getCreationHelper().createFormulaEvaluator();
            Sheet costs = book.getSheetAt(0);
            for (int m = 0; m < answer.months().size(); m++) {
                Row row = costs.getRow(m + 1);
                Cell sum = row.getCell(row.getLastCellNum() - 1);
                double kept = sum.getNumericCellValue();
                evaluator.notifyUpdateCell(sum);
                assertThat(evaluator.evaluate(sum).getNumberValue())
                        .isCloseTo(answer.months().get(m).cumulated().doubleValue(), within(0.005))
                        .isCloseTo(kept, within(0.005));
            }
        }
    }

    @Test
    void anotherPriceChangesEveryMonthThatUsesItAndTheSum() throws IOException {
        WhatIf answer = answer(NAMES, 24);
        try (var book = read(CostWorkbook.of(answer, TODAY, ReportLanguage.ENGLISH))) {
            Row base = rowOf(book.getSheet("Assumptions"), "Runs today");
            Row last = book.getSheet("Costs").getRow(25);
            Row first = book.getSheet("Costs").getRow(1);
            base.getCell(1).setCellValue(base.getCell(1).getNumericCellValue() + 100);
            var evaluator = book.getCreationHelper().createFormulaEvaluator();
            evaluator.clearAllCachedResultValues();

            double sum =
                    evaluator.evaluate(last.getCell(last.getLastCellNum() - 1)).getNumberValue();

            long months = answer.months().stream()
                    .filter(month -> month.purchase().orElseThrow().bought().stream()
                            .noneMatch(bought -> bought.step().equals("large")))
                    .count();
            assertThat(sum).isCloseTo(answer.end().cumulated().doubleValue() + 100 * months, within(0.005));
            assertThat(evaluator.evaluate(first.getCell(1)).getNumberValue()).isEqualTo(2600);
        }
    }

    @Test
    void whatUsersWroteStaysTextWhateverItBeginsWith() throws IOException {
        try (var book = read(CostWorkbook.of(answer(NAMES, 24), TODAY, ReportLanguage.GERMAN))) {
            List<String> texts = new ArrayList<>();
            for (Sheet sheet : book) {
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        if (cell.getCellType() == CellType.FORMULA) {
                            assertThat(cell.getCellFormula()).matches("[A-ZÄÖÜa-zäöü0-9$!'*+:(). ]+");
                        } else if (cell.getCellType() == CellType.STRING) {
                            texts.add(cell.getStringCellValue());
                        }
                    }
                }
            }
            assertThat(texts).containsAll(NAMES);
            var step = rowOf(book.getSheet("Annahmen"), "=1+1").getCell(0);
            assertThat(step.getCellType()).isEqualTo(CellType.STRING);
            assertThat(step.getCellStyle().getQuotePrefixed()).isTrue();
        }
    }

    @Test
    void theSameContentIsTheSameBytesWhenItIsWrittenAgain() {
        WhatIf answer = answer(NAMES, 12);

        assertThat(CostWorkbook.of(answer, TODAY, ReportLanguage.ENGLISH))
                .isEqualTo(CostWorkbook.of(answer, TODAY, ReportLanguage.ENGLISH));
    }

    /** Without POI: what stands in the package. */
    @Test
    void theZipHoldsThreeSheetsAndALineChartAndNoMacro() throws IOException {
        var parts = parts(CostWorkbook.of(answer(NAMES, 24), TODAY, ReportLanguage.ENGLISH));

        assertThat(parts.keySet())
                .contains(
                        "[Content_Types].xml",
                        "xl/workbook.xml",
                        "xl/worksheets/sheet1.xml",
                        "xl/worksheets/sheet2.xml",
                        "xl/worksheets/sheet3.xml",
                        "xl/charts/chart1.xml")
                .noneMatch(name -> name.contains("vba") || name.contains("externalLink"));
        assertThat(parts.get("xl/charts/chart1.xml")).contains("lineChart").contains("<c:f>Costs!");
        assertThat(parts.get("xl/worksheets/sheet1.xml")).contains("<f>").doesNotContain("cmd|");
    }

    @Test
    void asManyMonthsAndStepsAsAreAllowedAreWritten() throws IOException {
        List<String> names = IntStream.range(0, PriceList.STEPS_MAX - 1)
                .mapToObj(i -> "step " + i)
                .toList();

        byte[] file = CostWorkbook.of(answer(names, WhatIfOrder.MONTHS_MAX), TODAY, ReportLanguage.ENGLISH);

        try (var book = read(file)) {
            assertThat(book.getSheetAt(0).getLastRowNum()).isEqualTo(601);
        }
    }

    @Test
    void aListWithoutStepsThatAreNeededHasTheBillOfToday() throws IOException {
        var prices = new PriceList("JPY", null, Money.of(2500), null, List.of());
        var situation = situation(prices);
        try (var book = read(
                CostWorkbook.of(ComputeWhatIf.of(WhatIfOrder.of(41, 2), situation), TODAY, ReportLanguage.ENGLISH))) {
            assertThat(book.getSheet("Costs").getRow(3).getCell(4).getNumericCellValue())
                    .isEqualTo(7500);
        }
    }

    static WhatIf answer(List<String> names, int months) {
        List<PriceStep> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            steps.add(new PriceStep(
                    names.get(i),
                    Kind.SHARD,
                    Map.of(Means.STORAGE, 1e10),
                    List.of(),
                    Money.of(100 - i),
                    Money.of(10),
                    3,
                    TODAY.plusMonths(i + 1)));
        }
        steps.add(new PriceStep(
                "large",
                Kind.MACHINE,
                Map.of(Means.STORAGE, 4e11),
                List.of(),
                Money.of(3333.33),
                Money.of(1),
                5,
                null));
        return ComputeWhatIf.of(
                WhatIfOrder.of(200, months), situation(new PriceList("EUR", null, Money.of(2500), null, steps)));
    }

    private static Situation situation(PriceList prices) {
        Sentence source = Sentence.verbatim("plan");
        return new Situation(
                "=shop",
                TODAY,
                Optional.of(new Known(40, source)),
                List.of(),
                Optional.empty(),
                Map.of(Means.STORAGE, new Known(2.5e9, source)),
                Map.of(Means.STORAGE, new Known(1e11, source)),
                Map.of(),
                Optional.of(prices),
                false,
                List.of());
    }

    private static XSSFWorkbook read(byte[] file) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(file));
    }

    private static Row rowOf(Sheet sheet, String text) {
        for (Row row : sheet) {
            if (row.getCell(0) != null
                    && row.getCell(0).getCellType() == CellType.STRING
                    && row.getCell(0).getStringCellValue().equals(text)) {
                return row;
            }
        }
        throw new AssertionError("no row " + text);
    }

    private static Map<String, String> parts(byte[] file) throws IOException {
        Map<String, String> parts = new java.util.TreeMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
