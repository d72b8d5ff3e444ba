package io.belastbar.load.imports.xml;

import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Bounds the different names of elements, attributes and namespaces: a parser keeps each to its end, and a file of a few
 * hundred kilobytes, unpacked, may have millions. Those of JMeter have a few thousand characters together.
 */
public final class XmlNames extends StreamReaderDelegate {

    private static final int CHARACTERS_MAX = 100_000;

    private final Faults faults;
    private final Set<String> names = new HashSet<>();
    private int characters;

    public XmlNames(XMLStreamReader xml, Faults faults) {
        super(xml);
        this.faults = faults;
    }

    /** @throws io.belastbar.document.InvalidInput at the name that is one too many */
    @Override
    public int next() throws XMLStreamException {
        int event = super.next();
        if (event == START_ELEMENT) {
            element();
        } else if (event == PROCESSING_INSTRUCTION) {
            name(getPITarget());
        }
        return event;
    }

    private void element() {
        name(getPrefix());
        name(getLocalName());
        for (int index = 0; index < getAttributeCount(); index++) {
            name(getAttributePrefix(index));
            name(getAttributeLocalName(index));
        }
        for (int index = 0; index < getNamespaceCount(); index++) {
            name(getNamespacePrefix(index));
            name(getNamespaceURI(index));
        }
    }

    private void name(String name) {
        if (name == null || !names.add(name)) {
            return;
        }
        characters += name.length();
        if (characters > CHARACTERS_MAX) {
            throw faults.fatal(new FieldFault(
                    getLocation().getLineNumber(),
                    getLocation().getColumnNumber(),
                    "line",
                    "must have at most %,d characters in all different names of elements and attributes"
                            .formatted(CHARACTERS_MAX),
                    "more"));
        }
    }
}
