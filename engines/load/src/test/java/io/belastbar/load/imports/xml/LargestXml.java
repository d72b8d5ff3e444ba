package io.belastbar.load.imports.xml;

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

/** Reads packed results of which one part is enormous, or of which there are very many: a program of its own, so that its memory can be bounded. */
final class LargestXml {

    private static final String BEGIN = "<testResults>\n";
    private static final String SAMPLE = "<httpSample t=\"10\" ts=\"1767225600000\" s=\"true\" lb=\"Home\" rc=\"200\"";
    private static final String END = "</testResults>";
    private static final String TEXT = "x".repeat(4_000);
    private static final String NAME = "n".repeat(990);
    private static final String OTHER =
            "<" + NAME + "%d><time>10</time><startTime>1767225600000</startTime><successful>true</successful>"
                    + "<sampleLabel>Home</sampleLabel></" + NAME + "%d>";
    private static final int MEGABYTES = 70;
    private static final int MANY = 24_000;

    private LargestXml() {}

    public static void main(String[] arguments) throws IOException {
        large("attribute", SAMPLE + " rm=\"", "\"/>");
        large("attribute with tags", SAMPLE + " rm='>>", "'/>");
        large("comment", SAMPLE + "/><!-- > it's -", "-->");
        large("section", SAMPLE + "/><![CDATA[ > ]", "]]>");
        large("instruction", SAMPLE + "/><?a > ", "?>");
        large("text", SAMPLE + "><responseData>", "</responseData></httpSample>");
        large("text between", SAMPLE + "/>", "");
        many("values", SAMPLE + "/><x>", "<a%d>" + TEXT + "</a%d>", "</x>");
        many("values of one name", SAMPLE + "/><x>", "<time>" + TEXT + "</time>", "</x>");
        many("names", SAMPLE + "/>", "<" + NAME + "%d/>", "");
        many("names within a sample", SAMPLE + ">", "<" + NAME + "%d/>", "</httpSample>");
        many("names of attributes", SAMPLE + ">", "<x " + NAME + "%d='1'/>", "</httpSample>");
        many("namespaces", SAMPLE + ">", "<x xmlns='" + TEXT + "%d'/>", "</httpSample>");
        many("prefixes", SAMPLE + ">", "<x xmlns:" + NAME + "%d='urn:x'/>", "</httpSample>");
        many("instructions", SAMPLE + "/>", "<?" + NAME + "%d?>", "");
        many("entities", SAMPLE + ">", "&" + NAME + "%d;", "</httpSample>");
        many("levels", SAMPLE + ">", "<x>", "</httpSample>");
        many("levels of transactions", "", SAMPLE + " rm='Number of samples in transaction : 1'>", "");
        many("samples of other names", "", OTHER, "");
        many("transactions", "", SAMPLE + " tn='%d' rm='Number of samples in transaction : 1 " + TEXT + "'/>", "");
        many("attributes of one tag", "<x ", "a%d='1' ", "/>");
    }

    private static void large(String part, String begin, String end) throws IOException {
        read(part, begin, "x".repeat(1 << 20), MEGABYTES, end);
    }

    private static void many(String part, String begin, String one, String end) throws IOException {
        read(part, begin, one, MANY, end);
    }

    private static void read(String part, String begin, String one, int times, String end) throws IOException {
        String found;
        try {
            found = RunImport.read(
                                    ImportFormat.JMETER,
                                    new ByteArrayInputStream(packed(begin, one, times, end)),
                                    new ImportContext("shop", "checkout", "run", Instant.EPOCH))
                            .total()
                            .requests()
                    + " requests";
        } catch (InvalidInput refused) {
            found = refused.errors().getLast().rule();
        }
        System.out.println(part + ": " + found);
    }

    private static byte[] packed(String begin, String one, int times, String end) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write((BEGIN + begin).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < times; i++) {
                out.write(one.replace("%d", Integer.toString(i, 36)).getBytes(StandardCharsets.US_ASCII));
            }
            out.write((end + END).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }
}
