package io.belastbar.capacity.history.upload;

import io.belastbar.document.RefusedInput;
import io.belastbar.smallheap.RepeatedText;
import java.io.Reader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Reads the largest bodies of series in a small heap; the test starts it in a JVM of its own. */
final class LargestUploads {

    private static final int BYTES = 24 << 20;
    private static final String HEADER = "at,value\n";

    private LargestUploads() {}

    public static void main(String[] args) {
        table("table", numbered(HEADER, "%s,17.25" + "0".repeat(60) + "\n", ""));
        table("short rows", RepeatedText.of(HEADER, "2026-01-05T04:30,17.25\n", "", BYTES));
        table("one row", RepeatedText.of(HEADER, ",", "", BYTES));
        String begin = "{\"metric\":\"disk\",\"unit\":\"GB\",\"points\":[";
        json("json", numbered(begin, "{\"at\":\"%sZ\",\"value\":17.25" + "0".repeat(40) + "},", "]}"));
        String point = "{\"at\":\"2026-01-05T04:30Z\",\"value\":1}";
        json("short points", RepeatedText.of(begin + point, "," + point, "]}", BYTES));
        json("json of very many series", RepeatedText.of("[{\"metric\":\"a\"}", ",{\"metric\":\"a\"}", "]", BYTES));
        table("table of very many series", counted("metric,unit,at,value\n", "m%x,GB,2026-01-05,1\n", ""));
        json("json of very many keys", counted("{", "\"k%x\":1,", "\"metric\":\"a\"}"));
        json("point of very many keys", counted(begin + "{", "\"k%x\":1,", "\"at\":1}]}"));
        var name = "n".repeat(90_000);
        table("long names", counted("metric,unit,at,value\n", "m%x" + name + ",GB,2026-01-05T04:30,1\n", ""));
        json("one text", RepeatedText.of("{\"metric\":\"", "a", "\"}", BYTES));
    }

    private static void table(String name, Reader body) {
        var defaults = Map.of(
                "metric", SentField.parameter("metric", "disk"),
                "unit", SentField.parameter("unit", "GB"));
        said(name, faults -> SeriesCsv.read(body, defaults, faults));
    }

    private static void json(String name, Reader body) {
        said(name, faults -> SeriesJson.read(body, faults));
    }

    private static void said(String name, Function<Faults, List<SentSeries>> reading) {
        try {
            var faults = new Faults();
            var sent = reading.apply(faults);
            faults.throwIfAny();
            var checked = CheckUpload.check("shop", sent, Map.of(), Instant.now(), faults);
            System.out.println(name + " ACCEPTED " + checked.getFirst().batch().at().length);
        } catch (RefusedInput refused) {
            System.out.println(name + " REFUSED " + refused.getMessage());
        }
    }

    /** Parts with numbers of their own, as many as a body holds. */
    private static Reader counted(String begin, String part, String end) {
        int parts = BYTES / part.length();
        return new Parts(begin, parts, i -> part.formatted(i), end);
    }

    /** As many points as a request may have, each of its own minute, and the newest first. */
    private static Reader numbered(String begin, String part, String end) {
        var newest = LocalDateTime.of(2026, 1, 1, 0, 0);
        int last = SentPoints.POINTS_MAX - 1;
        return new Parts(
                begin,
                SentPoints.POINTS_MAX,
                i -> (i == last ? part.replaceFirst(",$", "") : part).formatted(newest.minusMinutes(i)),
                end);
    }

    /** A text that is made part by part as it is read. */
    private static final class Parts extends Reader {
        private final int count;
        private final IntFunction<String> part;
        private final String end;
        private String now;
        private int at;
        private int made;

        private Parts(String begin, int count, IntFunction<String> part, String end) {
            this.now = begin;
            this.count = count;
            this.part = part;
            this.end = end;
        }

        @Override
        public int read(char[] to, int offset, int length) {
            while (at == now.length()) {
                if (made > count) {
                    return -1;
                }
                now = made == count ? end : part.apply(made);
                made++;
                at = 0;
            }
            int read = Math.min(length, now.length() - at);
            now.getChars(at, at + read, to, offset);
            at += read;
            return read;
        }

        @Override
        public void close() {}
    }
}
