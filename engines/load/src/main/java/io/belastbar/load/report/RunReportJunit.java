package io.belastbar.load.report;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.failure.FailureLine;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.report.Sentence;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A report as JUnit XML for pipelines: one case for the run itself, one per threshold, and one per promise that was not shown. A broken threshold is a
 * failure. In a run that is INVALID or ABORTED nothing is proven, so that is an error instead, and the run's own case is
 * one as well. What could not be judged is skipped, with the reason; what was kept without proof is no failure and says
 * so in its output, as does the run's own case of all of them.
 */
public final class RunReportJunit {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private enum Outcome {
        OK,
        FAILURE,
        ERROR,
        SKIPPED
    }

    /**
     * @param text as the body of a failure: its message, and what else helps to find the cause
     * @param output what a reader should know of a case; empty: nothing
     */
    private record Case(String name, Outcome outcome, String type, String message, String text, String output) {}

    private final RunReport report;

    private RunReportJunit(RunReport report) {
        this.report = report;
    }

    public static String write(RunReport report) {
        StringWriter text = new StringWriter();
        try {
            new RunReportJunit(report).write(FACTORY.createXMLStreamWriter(text));
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text can always be written to", impossible);
        }
        return text.append('\n').toString();
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        RunIdentity identity = report.result().identity();
        List<Case> cases = cases();
        String seconds = String.format(Locale.ROOT, "%.3f", identity.duration().toMillis() / 1e3);
        xml.writeStartDocument("UTF-8", "1.0");
        line(xml, 0);
        xml.writeStartElement("testsuites");
        counts(xml, "belastbar", cases, seconds);
        line(xml, 1);
        xml.writeStartElement("testsuite");
        counts(xml, identity.system() + " / " + identity.scenario(), cases, seconds);
        attribute(xml, "skipped", count(cases, Outcome.SKIPPED));
        attribute(xml, "hostname", identity.target());
        attribute(
                xml,
                "timestamp",
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        identity.startedAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
        properties(xml);
        for (Case each : cases) {
            write(xml, each, identity);
        }
        systemOut(xml);
        line(xml, 1);
        xml.writeEndElement();
        line(xml, 0);
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private List<Case> cases() {
        RunVerdict verdict = report.judgement().verdict();
        boolean untrusted = verdict == RunVerdict.INVALID || verdict == RunVerdict.ABORTED;
        String reasons =
                report.judgement().reasons().stream().map(Sentence::english).collect(Collectors.joining(" "));
        List<Case> cases = report.thresholds().stream()
                .map(threshold -> ofThreshold(threshold, untrusted, verdict))
                .collect(Collectors.toList());
        report.notCovered().stream()
                .filter(promise -> promise.reason().isMissing())
                .map(RunReportJunit::ofMissing)
                .forEach(cases::add);
        cases.addFirst(new Case(
                "the run can be trusted",
                untrusted ? Outcome.ERROR : Outcome.OK,
                verdict.name(),
                reasons,
                reasons + failures(),
                open()));
        return cases;
    }

    /** Why requests failed, a line each; empty if none did. */
    private String failures() {
        String lines = FailureLine.of(report.result()).stream()
                .map(line -> "\n" + line.sentence().english() + "\n  "
                        + line.advice().english())
                .collect(Collectors.joining());
        return lines.isEmpty() ? "" : "\nWhy requests failed:" + lines;
    }

    /** What the verdict leaves open, a line each; empty if it leaves nothing open. */
    private String open() {
        return report.caveats().stream().map(Sentence::english).collect(Collectors.joining("\n"));
    }

    private Case ofThreshold(ThresholdResult threshold, boolean untrusted, RunVerdict verdict) {
        Status status = threshold.status();
        Outcome outcome =
                switch (status) {
                    case PASS, WARN -> Outcome.OK;
                    case FAIL -> untrusted ? Outcome.ERROR : Outcome.FAILURE;
                    case INCONCLUSIVE, NO_DATA, NOT_OFFERED -> Outcome.SKIPPED;
                };
        String type = status == Status.FAIL && untrusted ? verdict.name() : status.name();
        return new Case(
                threshold.threshold().name(),
                outcome,
                type,
                threshold.sentence().english(),
                threshold.sentence().english() + failures(),
                status == Status.WARN ? threshold.sentence().english() : "");
    }

    /** A promise that the run should have shown; where it fails the run by that, its reason is among the run's. */
    private static Case ofMissing(NotCovered promise) {
        String name = promise.objective().endpoint() + ": "
                + promise.objective().metric() + " " + promise.objective().limit();
        if (promise.reason().fails()) {
            String sentence = promise.sentence().english();
            return new Case(name, Outcome.FAILURE, promise.reason().name(), sentence, sentence, "");
        }
        return new Case(
                name,
                Outcome.SKIPPED,
                promise.reason().name(),
                "not shown: the scenario does not call it; a scenario that shows a part says which: covers:",
                "",
                "");
    }

    private void properties(XMLStreamWriter xml) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("properties");
        property(xml, "verdict", report.judgement().verdict().name());
        property(xml, "summary", report.summary().english());
        property(xml, "runId", report.result().identity().runId());
        property(xml, "engine", report.result().provenance().engine());
        line(xml, 2);
        xml.writeEndElement();
    }

    /** What a pipeline shows beside its cases, whether or not one failed. */
    private void systemOut(XMLStreamWriter xml) throws XMLStreamException {
        String text = failures().strip();
        if (!text.isEmpty()) {
            line(xml, 2);
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(text));
            xml.writeEndElement();
        }
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        line(xml, 3);
        xml.writeEmptyElement("property");
        attribute(xml, "name", name);
        attribute(xml, "value", value);
    }

    private static void write(XMLStreamWriter xml, Case each, RunIdentity identity) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("testcase");
        attribute(xml, "name", each.name());
        attribute(xml, "classname", identity.system() + "." + identity.scenario());
        attribute(xml, "time", "0");
        if (each.outcome() != Outcome.OK) {
            line(xml, 3);
            xml.writeStartElement(each.outcome().name().toLowerCase(Locale.ROOT));
            attribute(xml, "message", each.message());
            if (each.outcome() != Outcome.SKIPPED) {
                attribute(xml, "type", each.type());
                xml.writeCharacters(clean(each.text()));
            }
            xml.writeEndElement();
        }
        if (!each.output().isEmpty()) {
            line(xml, 3);
            xml.writeStartElement("system-out");
            xml.writeCharacters(clean(each.output()));
            xml.writeEndElement();
        }
        if (each.outcome() != Outcome.OK || !each.output().isEmpty()) {
            line(xml, 2);
        }
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, String name, List<Case> cases, String seconds)
            throws XMLStreamException {
        attribute(xml, "name", name);
        attribute(xml, "tests", String.valueOf(cases.size()));
        attribute(xml, "failures", count(cases, Outcome.FAILURE));
        attribute(xml, "errors", count(cases, Outcome.ERROR));
        attribute(xml, "time", seconds);
    }

    private static String count(List<Case> cases, Outcome outcome) {
        return String.valueOf(
                cases.stream().filter(each -> each.outcome() == outcome).count());
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    /** Characters that XML 1.0 cannot hold at all (section 2.2) become a replacement character. */
    private static String clean(String text) {
        return text.codePoints()
                .map(point -> allowed(point) ? point : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean allowed(int point) {
        return point == 0x9
                || point == 0xA
                || point == 0xD
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
