package io.belastbar.capacity.report.workbook;

import io.belastbar.capacity.cost.whatif.WhatIf;
import io.belastbar.report.Wording;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The line chart of what each month costs, beside the figures. */
final class CostChart {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 24;

    private CostChart() {}

    static void draw(XSSFSheet sheet, WhatIf answer, StepColumns columns, Wording words) {
        int sum = CostSheet.sumColumn(columns);
        int last = answer.months().size();
        var drawing = sheet.createDrawingPatriarch();
        XSSFChart chart = drawing.createChart(drawing.createAnchor(0, 0, 0, 0, sum + 3, 1, sum + 3 + WIDTH, HEIGHT));
        chart.setTitleText(words.text("workbookSum", columns.currency()));
        chart.setTitleOverlay(false);
        chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        var months = chart.createCategoryAxis(AxisPosition.BOTTOM);
        var money = chart.createValueAxis(AxisPosition.LEFT);
        money.setMinimum(0);
        var data = (XDDFLineChartData) chart.createData(ChartTypes.LINE, months, money);
        // The months as texts: a chart of another language's Excel shows them as they are here.
        var names =
                answer.months().stream().map(month -> month.month().toString()).toArray(String[]::new);
        var line = (XDDFLineChartData.Series) data.addSeries(
                XDDFDataSourcesFactory.fromArray(names, range(sheet, 0, last), 0),
                XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(1, last, sum, sum)));
        line.setTitle(words.text("workbookSum", columns.currency()), null);
        line.setSmooth(false);
        line.setMarkerStyle(MarkerStyle.NONE);
        chart.plot(data);
    }

    private static String range(XSSFSheet sheet, int column, int last) {
        return new CellRangeAddress(1, last, column, column).formatAsString(sheet.getSheetName(), true);
    }
}
