package io.belastbar.capacity.report.workbook;

/**
 * Where prices stand on the sheet of assumptions: what runs now, then each step in a row of its own.
 *
 * @param sheet its name
 * @param first the row of what runs now, from 0
 */
record PricePlaces(String sheet, int first) {

    String base() {
        return cell("B", first);
    }

    String monthly(int step) {
        return cell("B", first + 1 + step);
    }

    String oneOff(int step) {
        return cell("C", first + 1 + step);
    }

    private String cell(String column, int row) {
        return "'" + sheet + "'!$" + column + "$" + (row + 1);
    }
}
