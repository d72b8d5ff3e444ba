package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.load.comparison.gate.ComparisonGate.Decision;
import io.belastbar.load.comparison.gate.ComparisonGate.Ruling;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A comparison as JUnit XML for pipelines: the ruling as one case, which is a failure for a run that is worse, an error
 * where nothing could be compared or a large slowdown could not be told, and skipped without a run to compare with; and one case for each run and step with
 * what was found of it, to read.
 */
public final class ComparisonJunit {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private record Case(String name, String outcome, String text) {}

    private ComparisonJunit() {}

    /**
     * @param comparison empty: there was no run to compare with
     * @param ruling null: nobody asked
     */
    public static String write(Optional<RunComparison> comparison, Ruling ruling) {
        List<Case> cases = new ArrayList<>();
        if (ruling != null) {
            String text = ruling.reasons().stream().map(Sentence::english).collect(Collectors.joining(" "));
            cases.add(new Case("no run is worse", outcome(ruling.decision()), text));
        }
        comparison.ifPresent(found -> found.candidates().forEach(candidate -> add(candidate, cases)));
        StringWriter text = new StringWriter();
        try {
            write(cases, FACTORY.createXMLStreamWriter(text));
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text can always be written to", impossible);
        }
        return text.append('\n').toString();
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case PASSED -> "";
            case FAILED -> "failure";
            case NOT_COMPARABLE, CANNOT_TELL -> "error";
            case NO_BASELINE -> "skipped";
        };
    }

    private static void add(CandidateComparison candidate, List<Case> cases) {
        String run = candidate.run().name();
        cases.add(new Case(run, "", sentence(candidate.overall())));
        for (StepComparison step : candidate.steps()) {
            cases.add(new Case(run + ": " + step.step().name(), "", sentence(step)));
        }
    }

    private static String sentence(StepComparison step) {
        return VerdictSentence.of(step, ReportLanguage.ENGLISH);
    }

    private static void write(List<Case> cases, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "belastbar compare");
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        for (String outcome : List.of("failure", "error", "skipped")) {
            long count = cases.stream()
                    .filter(each -> each.outcome().equals(outcome))
                    .count();
            xml.writeAttribute(outcome.equals("skipped") ? outcome : outcome + "s", String.valueOf(count));
        }
        for (Case each : cases) {
            write(each, xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void write(Case each, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", clean(each.name()));
        xml.writeAttribute("classname", "belastbar.comparison");
        xml.writeStartElement(each.outcome().isEmpty() ? "system-out" : each.outcome());
        if (!each.outcome().isEmpty()) {
            xml.writeAttribute("message", clean(each.text()));
        }
        xml.writeCharacters(clean(each.text()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Control characters, which XML 1.0 cannot hold at all (section 2.2), become a replacement character. */
    private static String clean(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
    }
}
