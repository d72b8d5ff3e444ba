package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexKey;
import io.belastbar.plans.index.IndexMethod;
import io.belastbar.plans.index.IndexShape;
import io.belastbar.plans.index.access.Clause;
import io.belastbar.plans.index.access.Clause.Kind;
import io.belastbar.plans.index.expression.OrderKey;
import io.belastbar.plans.index.facts.ExistingIndex;
import io.belastbar.plans.index.facts.TableProfile;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Says why an index has these keys in this order, what it saves and what it costs. */
final class Reasons {
    private final TableProfile table;
    private final IndexShape shape;
    private final List<Need> needs;
    private final List<Sentence> sentences = new ArrayList<>();

    private Reasons(TableProfile table, IndexShape shape, List<Need> needs) {
        this.table = table;
        this.shape = shape;
        this.needs = needs;
    }

    static List<Sentence> of(IndexShape shape, List<Need> needs, IndexAdvice.Advised figures, Set<String> changed) {
        Reasons reasons = new Reasons(needs.getFirst().table(), shape, needs);
        reasons.effect(figures);
        reasons.keys();
        reasons.costs(changed);
        return reasons.sentences;
    }

    private void effect(IndexAdvice.Advised figures) {
        say(
                "Estimated: %.0f instead of %.0f blocks a call, for %d statements.",
                "Geschätzt: %.0f statt %.0f Blöcke je Aufruf, für %d Anweisungen.",
                figures.blocksAfter(),
                figures.blocksBefore(),
                figures.candidate().statements().size());
        if (table.size().rows() < 0) {
            say(
                    "The table was never analysed, so that its values are not known.",
                    "Die Tabelle wurde nie analysiert, ihre Werte sind daher nicht bekannt.");
        }
    }

    private void keys() {
        if (shape.method() != IndexMethod.BTREE) {
            say(
                    "%s answers what a B-tree cannot: values that contain, match or overlap.",
                    "%s beantwortet, was ein B-Baum nicht kann: Werte, die enthalten, passen oder sich überschneiden.",
                    shape.method());
            return;
        }
        for (IndexKey key : shape.keys()) {
            sayRole(key);
        }
        if (shape.isPartial()) {
            say(
                    "Only rows with %s are in it: every statement that it serves asks for these alone.",
                    "Nur Zeilen mit %s stehen darin: jede Anweisung, der er dient, fragt allein nach ihnen.",
                    shape.predicate());
        }
        if (!shape.include().isEmpty()) {
            say(
                    "It carries %s along, so that the table itself need not be read.",
                    "Er führt %s mit, sodass die Tabelle selbst nicht gelesen werden muss.",
                    String.join(", ", shape.include()));
        }
    }

    private void sayRole(IndexKey key) {
        String name = key.expression();
        if (any(name, clause -> clause.is(Kind.EQUAL) && clause.fromSession())) {
            say(
                    "%s comes from a session setting (row-level security), which every statement carries.",
                    "%s kommt aus einer Einstellung der Sitzung (Row-Level Security), die jede Anweisung trägt.", name);
        } else if (any(name, clause -> clause.is(Kind.EQUAL, Kind.NULL))) {
            say(
                    "%s is compared for equality, and such keys come first.",
                    "%s wird auf Gleichheit verglichen, solche Schlüssel stehen vorn.", name);
        } else if (any(name, clause -> clause.is(Kind.IN))) {
            say("%s is one of a list of values.", "%s ist einer von mehreren Werten.", name);
        } else if (isOrder(name)) {
            say(
                    "%s gives the order, so that reading ends when enough rows are found; a range before it would"
                            + " destroy it.",
                    "%s gibt die Reihenfolge, das Lesen endet also mit genug Zeilen; ein Bereich davor würde sie"
                            + " zerstören.",
                    name);
        } else if (any(name, clause -> clause.is(Kind.RANGE, Kind.PREFIX, Kind.NOT_NULL))) {
            say("%s is a range and comes last.", "%s ist ein Bereich und steht hinten.", name);
        }
    }

    private boolean any(String key, Predicate<Clause> which) {
        return needs.stream()
                .flatMap(need -> need.variants().stream())
                .flatMap(variant -> variant.clauses().stream())
                .map(Variant.Selective::clause)
                .anyMatch(clause -> clause.key().equals(key) && which.test(clause));
    }

    private boolean isOrder(String key) {
        return needs.stream()
                .flatMap(need -> need.variants().stream())
                .filter(Variant::isLimited)
                .flatMap(variant -> variant.wanted().order().stream())
                .map(OrderKey::expression)
                .anyMatch(expression -> expression.sql().equals(key));
    }

    private void costs(Set<String> changed) {
        double perSecond = table.writes().perSecond();
        say(
                "Cost: each written row maintains one index more (%d today, %.2f rows a second); about %.1f MB.",
                "Kosten: jede geschriebene Zeile pflegt einen Index mehr (heute %d, %.2f Zeilen je Sekunde); etwa"
                        + " %.1f MB.",
                table.indexes().size(),
                perSecond,
                BlockEstimate.leaves(table, shape, 1) * 8192 / 1_000_000);
        List<String> touched = shape.keys().stream()
                .map(IndexKey::expression)
                .filter(changed::contains)
                .toList();
        if (!touched.isEmpty()) {
            say(
                    "Statements change %s: these updates can no longer be heap-only (%.0f %% of all are today).",
                    "Anweisungen ändern %s: diese Änderungen können nicht mehr heap-only sein (heute %.0f %% aller).",
                    String.join(", ", touched),
                    table.writes().hotShare() * 100);
        }
        for (ExistingIndex index : table.indexes()) {
            if (!index.unique() && isPrefix(index)) {
                say("The index %s is then superfluous.", "Der Index %s ist dann überflüssig.", index.name());
            }
        }
        if (table.partitioned()) {
            say(
                    "The table is partitioned, which refuses CONCURRENTLY: create it ON ONLY the table, then on each"
                            + " partition, and attach these.",
                    "Die Tabelle ist partitioniert, was CONCURRENTLY ausschließt: mit ON ONLY auf der Tabelle anlegen,"
                            + " dann auf jeder Partition, und diese anhängen.");
        }
    }

    private boolean isPrefix(ExistingIndex index) {
        IndexShape old = index.shape();
        return old.method() == shape.method()
                && old.include().isEmpty()
                && old.predicate().equals(shape.predicate())
                && old.keys().size() < shape.keys().size()
                && shape.keys().subList(0, old.keys().size()).equals(old.keys());
    }

    private void say(String english, String german, Object... figures) {
        sentences.add(new Sentence(
                String.format(Locale.ENGLISH, english, figures), String.format(Locale.GERMAN, german, figures)));
    }
}
