package io.belastbar.capacity.history.upload;

import io.belastbar.document.RefusedInput;
import io.belastbar.smallheap.RepeatedText;
import java.io.Reader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

    /** As many points as a request may have, each of its own minute, and the newest first. */
    private static Reader numbered(String begin, String part, String end) {
        var newest = LocalDateTime.of(2026, 1, 1, 0, 0);
        return new Reader() {
            private String now = begin;
            private int at;
            private int parts;

            @Override
            public int read(char[] to, int offset, int length) {
                if (at == now.length()) {
                    if (parts > SentPoints.POINTS_MAX) {
                        return -1;
                    }
                    now = parts == SentPoints.POINTS_MAX ? end : part.formatted(newest.minusMinutes(parts));
                    now = parts == SentPoints.POINTS_MAX - 1 ? now.replaceFirst(",$", "") : now;
                    parts++;
                    at = 0;
                }
                int read = Math.min(length, now.length() - at);
                now.getChars(at, at + read, to, offset);
                at += read;
                return read;
            }

            @Override
            public void close() {}
        };
    }
}
