package io.belastbar.profiling.index;

import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How sizes and numbers of indexes are told. */
final class IndexSizes {
    static final long MEBIBYTE = 1L << 20;

    private IndexSizes() {}

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) MEBIBYTE);
    }

    static String count(int number, String one, String many) {
        return number == 0 ? "No " + many : number + " " + (number == 1 ? one : many);
    }

    /** What every check says of an index. */
    static Map<String, Object> row(CatalogueIndex index) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("schema", index.name().schema());
        row.put("table", index.table().name().name());
        row.put("index", index.name().name());
        row.put("definition", index.shape().text());
        row.put("sizeBytes", index.use().bytes());
        row.put("scans", index.use().scans());
        return row;
    }
}
