package io.belastbar.capacity.cost.upgrade;

import io.belastbar.capacity.cost.Shown;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An upgrade plan in sentences. */
public final class UpgradeWords {

    private final UpgradePlan plan;
    private final Wording words;
    private final ReportLanguage language;

    public UpgradeWords(UpgradePlan plan, ReportLanguage language) {
        this.plan = plan;
        this.words = Wording.of(UpgradeWords.class, language);
        this.language = language;
    }

    static Sentence title() {
        return Wording.sentence(UpgradeWords.class, words -> words.text("upgradeTitle"));
    }

    /** What has to be done first; good news included. */
    public List<String> sentences() {
        List<String> said = new ArrayList<>();
        if (plan.steps().isEmpty()) {
            said.add(words.text(
                    plan.notWithin().isEmpty() ? "upgradeNothingKnown" : "upgradeNothingNeeded", plan.system()));
        }
        plan.steps().forEach(step -> said.add(of(step)));
        if (!plan.notWithin().isEmpty()) {
            said.add(words.text("upgradeNotWithin", String.join(", ", plan.notWithin())));
        }
        if (!plan.steps().isEmpty()) {
            said.add(words.text("upgradeFollowsTrend"));
        }
        if (plan.currency() == null && !plan.steps().isEmpty()) {
            said.add(words.text("upgradeNoPrices"));
        } else if (plan.penalty() == null && !plan.steps().isEmpty()) {
            said.add(words.text("upgradeNoPenalty"));
        }
        return said;
    }

    /** One step: what, by when, what it costs, what waiting costs. */
    public String of(UpgradeStep step) {
        String what = step.step() != null
                ? words.text("upgradeStepNamed", step.step())
                : step.action() != null
                        ? words.text("upgradeStepNamed", step.action())
                        : words.text("upgradeStepUnnamed");
        String when = words.text(
                "upgradeWhen." + step.urgency().name(),
                what,
                Shown.day(step.latestSafe(), language),
                step.limit().metric(),
                language.number(step.limit().value()) + unit(step.limit().unit()),
                Shown.day(step.p10() == null ? step.latestSafe() : step.p10(), language),
                step.leadDays());
        if (step.byPlan() != null) {
            when += " " + words.text("upgradeByPlan", Shown.month(step.byPlan(), language));
        }
        return step.regret() == null ? when : when + " " + cost(step) + " " + regret(step.regret());
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private String cost(UpgradeStep step) {
        return words.text("upgradeCost", money(step.monthly()), money(step.oneOff()));
    }

    private String regret(Regret regret) {
        if (regret.now() != null) {
            return words.text(
                    "upgradeRegret",
                    money(regret.now()),
                    money(regret.later()),
                    language.percent(regret.missedLater()));
        }
        return regret.breakEven() == null
                ? words.text("upgradeRegretNone", money(regret.earlyNow()), money(regret.earlyLater()))
                : words.text(
                        "upgradeRegretOpen",
                        money(regret.earlyNow()),
                        money(regret.earlyLater()),
                        language.percent(regret.missedLater()),
                        money(regret.breakEven()));
    }

    private String money(BigDecimal amount) {
        return Shown.money(amount, plan.currency(), language);
    }
}
