package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.xml.XmlNames;
import io.belastbar.load.imports.xml.XmlText;
import io.belastbar.load.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JMeter results as XML. A sample within a sample (a redirect, an embedded resource) is part of it; only the
 * samples within a transaction count by themselves. Bodies are not looked at. External entities and document types are
 * refused. Of a file that ends too early, what is whole is read.
 */
public final class JtlXml {

    private final Faults faults = new Faults("the JMeter results");
    private final JtlSamples samples;
    private final JtlTime times = new JtlTime();
    private final SortedSet<String> otherElements = new TreeSet<>();

    public JtlXml(ImportContext context) {
        this.samples = new JtlSamples(context, faults);
    }

    public RunResult read(InputStream in) throws IOException {
        XmlText text = XmlText.of(in, faults);
        try {
            all(new XmlNames(factory().createXMLStreamReader(text), faults));
        } catch (XMLStreamException broken) {
            FieldFault fault = new FieldFault(
                    broken.getLocation() == null ? 1 : broken.getLocation().getLineNumber(),
                    broken.getLocation() == null ? 1 : broken.getLocation().getColumnNumber(),
                    "line",
                    "must be whole XML, with </testResults> at its end",
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse(""));
            if (!text.isAtEnd()) {
                throw faults.fatal(fault);
            }
            faults.cut(fault);
        }
        samples.notes().otherElements = otherElements;
        return samples.result(times);
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // As JDK 25 has them; before 24, a file could nest without an end.
        factory.setProperty("jdk.xml.maxElementDepth", 200);
        factory.setProperty("jdk.xml.elementAttributeLimit", 200);
        return factory;
    }

    private void all(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw faults.fatal(new FieldFault(
                        xml.getLocation().getLineNumber(),
                        xml.getLocation().getColumnNumber(),
                        "line",
                        "must not declare a document type",
                        "DOCTYPE"));
            }
            if (event == XMLStreamConstants.START_ELEMENT && !xml.getLocalName().equals("testResults")) {
                element(xml, false);
            }
        }
    }

    /** Reads to the end of the element. Whether it is a sample. */
    private boolean element(XMLStreamReader xml, boolean inTransaction) throws XMLStreamException {
        JtlElement element = JtlElement.of(xml);
        Jtl row = element.hasAttributes() ? sample(element) : null;
        boolean transaction = row != null && row.isTransaction();
        boolean ownSamples = false;
        if (row != null && !transaction) {
            samples.add(row);
        }
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (transaction) {
                    ownSamples |= element(xml, true);
                } else if (element.hasAttributes()) {
                    skip(xml);
                } else {
                    element.child(xml);
                }
            }
        }
        if (transaction) {
            transaction(row, ownSamples);
        }
        return element.hasAttributes() || otherElement(element, inTransaction);
    }

    private void transaction(Jtl row, boolean ownSamples) {
        if (ownSamples) {
            samples.transactionOfSamples(row);
        } else {
            samples.add(row);
        }
    }

    /** Classes of samplers that JMeter has no short form for are written field by field, under their own names. */
    private boolean otherElement(JtlElement element, boolean inTransaction) {
        if (element.isSample()) {
            Jtl row = sample(element);
            if (row != null) {
                otherElements.add(element.name());
                samples.add(row);
            }
            return true;
        }
        if (!inTransaction) {
            faults.add(element.fault("", "is no sample of JMeter that can be read"));
        }
        return false;
    }

    /** Null after a fault. */
    private Jtl sample(JtlElement element) {
        try {
            return Jtl.of(element, times);
        } catch (FieldFault fault) {
            faults.add(fault);
            return null;
        }
    }

    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }
}
