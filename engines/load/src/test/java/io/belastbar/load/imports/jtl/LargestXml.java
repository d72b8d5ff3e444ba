package io.belastbar.load.imports.jtl;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.ImportFormat;
import io.belastbar.load.imports.RunImport;
import io.belastbar.load.imports.context.ImportContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Reads packed results of which one part is enormous: a program of its own, so that its memory can be bounded. */
final class LargestXml {

    private static final String BEGIN = "<testResults>\n";
    private static final String SAMPLE = "<httpSample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"Home\" rc=\"200\"";
    private static final String END = "</testResults>";
    private static final int MEGABYTES = 200;

    private LargestXml() {}

    public static void main(String[] arguments) throws IOException {
        read("attribute", BEGIN + SAMPLE + " rm=\"", "\"/>" + END);
        read("attribute with tags", BEGIN + SAMPLE + " rm='>>", "'/>" + END);
        read("comment", BEGIN + SAMPLE + "/><!-- > it's -", "-->" + END);
        read("section", BEGIN + SAMPLE + "/><![CDATA[ > ]", "]]>" + END);
        read("instruction", BEGIN + SAMPLE + "/><?a > ", "?>" + END);
        read("text", BEGIN + SAMPLE + "><responseData>", "</responseData></httpSample>" + END);
        read("text between", BEGIN + SAMPLE + "/>", END);
    }

    private static void read(String part, String begin, String end) throws IOException {
        String found;
        try {
            found = RunImport.read(
                                    ImportFormat.JMETER,
                                    new ByteArrayInputStream(packed(begin, end)),
                                    new ImportContext("shop", "checkout", "run", Instant.EPOCH))
                            .total()
                            .requests()
                    + " request";
        } catch (InvalidInput refused) {
            found = refused.errors().getFirst().rule();
        }
        System.out.println(part + ": " + found);
    }

    private static byte[] packed(String begin, String end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte);
            }
            out.write(end.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
