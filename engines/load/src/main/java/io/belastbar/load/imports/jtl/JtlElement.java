package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.source.FieldFault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One element of a JTL as XML: its values are attributes with short names, or with the long names of JMeter 1, or child
 * elements named like the fields of JMeter's class.
 */
final class JtlElement implements JtlFields {

    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("timeStamp", List.of("ts", "timeStamp", "startTime")),
            Map.entry("elapsed", List.of("t", "elapsedTime", "elapsed", "time")),
            Map.entry("label", List.of("lb", "label", "sampleLabel")),
            Map.entry("success", List.of("s", "success", "successful")),
            Map.entry("responseCode", List.of("rc", "responseCode")),
            Map.entry("responseMessage", List.of("rm", "responseMessage")),
            Map.entry("threadName", List.of("tn", "threadName")),
            Map.entry("Hostname", List.of("hn", "hostname")),
            Map.entry("allThreads", List.of("na", "allThreads")),
            Map.entry("bytes", List.of("by", "bytes")),
            Map.entry("sentBytes", List.of("sby", "sentBytes")),
            Map.entry("SampleCount", List.of("sc", "sampleCount")),
            Map.entry("ErrorCount", List.of("ec", "errorCount")),
            Map.entry("failureMessage", List.of("failureMessage")));
    private static final Set<String> ALL_NAMES =
            NAMES.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    /** Of one value: nobody reads more, and a file of a few kilobytes, packed, may have a megabyte of it. */
    private static final int TEXT_MAX = 4_096;

    private final String name;
    private final int line;
    private final int column;
    private final Map<String, String> values = new HashMap<>();
    private final boolean attributes;

    private JtlElement(XMLStreamReader xml) {
        this.name = xml.getLocalName();
        this.line = xml.getLocation().getLineNumber();
        this.column = xml.getLocation().getColumnNumber();
        for (int index = 0; index < xml.getAttributeCount(); index++) {
            keep(xml.getAttributeLocalName(index), xml.getAttributeValue(index));
        }
        this.attributes = name.equals("httpSample") || name.equals("sample") || isSample();
    }

    static JtlElement of(XMLStreamReader xml) {
        return new JtlElement(xml);
    }

    String name() {
        return name;
    }

    /** Whether it is a sample that has its values as attributes. */
    boolean hasAttributes() {
        return attributes;
    }

    /** Whether it has what makes a sample. */
    boolean isSample() {
        return textOrNull("elapsed") != null && textOrNull("timeStamp") != null && textOrNull("label") != null;
    }

    /** Takes the child element that has just begun for a value if it is one of a sample, and reads to its end. */
    void child(XMLStreamReader xml) throws XMLStreamException {
        String field = xml.getLocalName();
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                plain = false;
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.CHARACTERS && text.length() < TEXT_MAX) {
                text.append(xml.getText());
            }
        }
        if (plain) {
            keep(field, text.toString());
        }
    }

    /** The first value of a name; of a name that no sample has, none. */
    private void keep(String field, String value) {
        if (ALL_NAMES.contains(field)) {
            values.putIfAbsent(field, value.substring(0, Math.min(value.length(), TEXT_MAX)));
        }
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public String textOrNull(String wanted) {
        for (String known : NAMES.get(wanted)) {
            String value = values.get(known);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public FieldFault fault(String wanted, String rule) {
        List<String> names = NAMES.getOrDefault(wanted, List.of("line"));
        for (String known : names) {
            if (values.containsKey(known)) {
                return new FieldFault(line, column, known, rule, values.get(known));
            }
        }
        return new FieldFault(line, column, names.getFirst(), rule, "<" + name + ">");
    }
}
