package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.result.RunResult;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JMeter results as XML. A sample within a sample (a redirect, an embedded resource) is part of it; only the
 * samples within a transaction count by themselves. External entities and document types are refused.
 */
public final class JtlXml {

    private final Faults faults = new Faults("the JMeter results");
    private final JtlSamples samples;

    public JtlXml(ImportContext context) {
        this.samples = new JtlSamples(context, faults);
    }

    public RunResult read(InputStream in) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw faults.fatal(fault(xml, "line", "must not declare a document type", "DOCTYPE"));
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(xml);
                }
            }
        } catch (XMLStreamException broken) {
            throw faults.fatal(new FieldFault(
                    broken.getLocation() == null ? 1 : broken.getLocation().getLineNumber(),
                    broken.getLocation() == null ? 1 : broken.getLocation().getColumnNumber(),
                    "line",
                    "must be whole XML, with </testResults> at its end",
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse("")));
        }
        return samples.result();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void start(XMLStreamReader xml) throws XMLStreamException {
        if (xml.getLocalName().equals("testResults")) {
            return;
        }
        if (!isSample(xml)) {
            skip(xml);
            return;
        }
        boolean transaction = false;
        try {
            JtlSamples.Jtl jtl = sample(xml);
            transaction = jtl.isTransaction();
            samples.add(jtl);
        } catch (FieldFault fault) {
            faults.add(fault);
        }
        if (!transaction) {
            skip(xml);
        }
    }

    private static boolean isSample(XMLStreamReader xml) {
        return xml.getLocalName().equals("httpSample") || xml.getLocalName().equals("sample");
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private static JtlSamples.Jtl sample(XMLStreamReader xml) {
        String success = required(xml, "s");
        if (!success.equals("true") && !success.equals("false")) {
            throw fault(xml, "s", "must be true or false", success);
        }
        return new JtlSamples.Jtl(
                xml.getLocation().getLineNumber(),
                number(xml, "ts", required(xml, "ts"), 1L << 43),
                number(xml, "t", required(xml, "t"), Integer.MAX_VALUE),
                required(xml, "lb"),
                optional(xml, "rc", ""),
                optional(xml, "rm", ""),
                success.equals("true"),
                number(xml, "by", optional(xml, "by", "0"), Long.MAX_VALUE),
                number(xml, "sby", optional(xml, "sby", "0"), Long.MAX_VALUE),
                xml.getAttributeValue(null, "na") == null
                        ? -1
                        : number(xml, "na", required(xml, "na"), Long.MAX_VALUE));
    }

    private static String required(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        if (value == null) {
            throw fault(xml, attribute, "is missing", xml.getLocalName() + " without " + attribute);
        }
        return value;
    }

    private static String optional(XMLStreamReader xml, String attribute, String otherwise) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? otherwise : value;
    }

    private static long number(XMLStreamReader xml, String attribute, String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw fault(xml, attribute, "must be a whole number", text);
        }
        throw fault(xml, attribute, "must be from 0 to " + max, text);
    }

    private static FieldFault fault(XMLStreamReader xml, String field, String rule, String received) {
        return new FieldFault(
                xml.getLocation().getLineNumber(), xml.getLocation().getColumnNumber(), field, rule, received);
    }
}
