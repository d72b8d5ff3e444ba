package io.belastbar.capacity.cost.whatif;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.capacity.cost.price.Means;
import io.belastbar.capacity.cost.price.PriceList;
import io.belastbar.capacity.cost.purchase.Purchase;
import io.belastbar.capacity.cost.scalability.Ceiling;
import io.belastbar.capacity.cost.whatif.WhatIf.Month;
import io.belastbar.capacity.cost.whatif.WhatIf.Need;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What follows, in sentences. */
public final class WhatIfWords {

    private final WhatIf answer;

    public WhatIfWords(WhatIf answer) {
        this.answer = answer;
    }

    static Sentence asked() {
        return say("whatIfAsked");
    }

    static Sentence ofRuns() {
        return say("whatIfOfRuns");
    }

    static Sentence say(String key, Object... arguments) {
        return Wording.sentence(WhatIfWords.class, words -> words.text(key, arguments));
    }

    /** The result first: what no longer fits, what it costs, what is not shown. */
    public List<Sentence> sentences() {
        List<Sentence> said = new ArrayList<>();
        answer.needs().forEach(need -> said.add(of(need)));
        if (answer.needs().isEmpty()) {
            said.add(say("whatIfNothingKnown"));
        }
        if (!answer.notJudged().isEmpty()) {
            said.add(notJudged());
        }
        said.add(answer.prices().map(this::cost).orElse(say("whatIfNoPrices")));
        answer.months().stream()
                .filter(month -> month.purchase().stream()
                        .anyMatch(purchase -> !purchase.lacking().isEmpty()))
                .findFirst()
                .ifPresent(month -> said.add(lacking(month)));
        said.add(of(answer.ceiling()));
        return said;
    }

    private Sentence notJudged() {
        String key = answer.fits().isEmpty() ? "whatIfNothingJudged" : "whatIfNotJudged";
        return Wording.sentence(WhatIfWords.class, words -> words.text(key, names(answer.notJudged(), words)));
    }

    private static String names(List<Means> means, Wording words) {
        return String.join(", ", means.stream().map(words::name).toList());
    }

    private Sentence of(Need need) {
        if (answer.months().size() == 1) {
            return together(atOnce(need), limit(need));
        }
        Sentence demand = say(
                "whatIfDemand",
                need.means(),
                Shown.amount(need.means(), need.now()),
                Shown.month(answer.months().getFirst().month()),
                Shown.amount(need.means(), need.then()),
                Shown.month(answer.end().month()),
                Shown.amount(need.means(), need.perTenant()));
        return together(demand, limit(need));
    }

    private Sentence atOnce(Need need) {
        return say(
                "whatIfDemandAtOnce",
                need.means(),
                Shown.amount(need.means(), need.then()),
                Shown.month(answer.end().month()),
                Shown.amount(need.means(), need.perTenant()));
    }

    private static Sentence limit(Need need) {
        if (need.limit() == null) {
            return say("whatIfNoLimit");
        }
        Sentence limit = Shown.amount(need.means(), need.limit());
        return need.noLongerFits() == null
                ? say("whatIfFits", limit, need.limitSource())
                : say("whatIfNoLongerFits", limit, need.limitSource(), Shown.month(need.noLongerFits()));
    }

    private Sentence cost(PriceList prices) {
        Month first = answer.months().getFirst();
        Month last = answer.end();
        BigDecimal once = answer.months().stream().map(Month::oneOff).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (answer.months().size() == 1) {
            return say(
                    "whatIfCostAtOnce",
                    monthly(last, prices),
                    Shown.month(last.month()),
                    Shown.money(once, prices.currency()));
        }
        return say(
                "whatIfCost",
                monthly(first, prices),
                Shown.month(first.month()),
                monthly(last, prices),
                Shown.month(last.month()),
                Shown.money(last.cumulated(), prices.currency()),
                Shown.money(once, prices.currency()));
    }

    private static Sentence monthly(Month month, PriceList prices) {
        return Shown.money(month.purchase().map(Purchase::monthly).orElseThrow(), prices.currency());
    }

    private static Sentence lacking(Month month) {
        var means = month.purchase().orElseThrow().lacking();
        return Wording.sentence(
                WhatIfWords.class,
                words -> words.text("whatIfLacking", Shown.month(month.month()), names(means, words)));
    }

    /** The verdict on the test runs. */
    public static Sentence of(Ceiling ceiling) {
        return switch (ceiling) {
            case Ceiling.Shown shown -> shown(shown);
            case Ceiling.NotShown not ->
                Wording.sentence(
                        WhatIfWords.class,
                        words -> words.text(
                                "whatIfCeiling." + not.reason().name(),
                                not.nextLoad(),
                                not.loads(),
                                not.highestLoad(),
                                words.language().perSecond(not.highestThroughput())));
        };
    }

    private static Sentence shown(Ceiling.Shown shown) {
        return Wording.sentence(WhatIfWords.class, words -> {
            ReportLanguage language = words.language();
            String ceiling = language.perSecond(shown.throughput());
            String lower = language.perSecond(shown.lower());
            String upper = language.perSecond(shown.upper());
            return shown.peakLoad() <= shown.highestLoad() * 2
                    ? words.text("whatIfCeilingShown", ceiling, lower, upper, language.number(shown.peakLoad(), 0))
                    : words.text("whatIfCeilingNeared", ceiling, lower, upper);
        });
    }

    private static Sentence together(Sentence one, Sentence other) {
        return new Sentence(one.english() + " " + other.english(), one.german() + " " + other.german());
    }
}
