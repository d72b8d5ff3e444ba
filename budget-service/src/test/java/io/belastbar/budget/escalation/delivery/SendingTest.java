package io.belastbar.budget.escalation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.budget.escalation.channel.Channel;
import io.belastbar.budget.escalation.channel.Delivery;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.message.Notice;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What of an escalation that moved on still needs to be sent, and when an alert is over. */
class SendingTest {

    private static final Instant SEEN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void whatIsOverOrLookedAfterNeedsNotBeSentUnlessSomebodyWantsIt() {
        assertThat(sending("PE-1", Kind.FIRST, null, null, false, false).moot()).isNull();
        assertThat(sending("PE-1", Kind.FIRST, SEEN, null, false, false).moot()).contains("acknowledged");
        assertThat(sending("PE-1", Kind.REMINDER, null, SEEN, false, false).moot())
                .contains("over");
        assertThat(sending("PE-1", Kind.FIRST, SEEN, SEEN, false, true).moot()).isNull();
        assertThat(sending("PE-1", Kind.RESOLVED, SEEN, SEEN, false, false).moot())
                .isNull();
    }

    @Test
    void theAlertOfAFindingFiresUntilItIsClosedThoughSomebodyLooksAfterIt() {
        var inAYear = SEEN.plus(Duration.ofDays(365));

        assertThat(sending("PE-1", Kind.FIRST, SEEN, null, false, false).endedAt(DAY, inAYear))
                .isNull();
        assertThat(sending("PE-1", Kind.FIRST, null, SEEN.plusSeconds(9), false, false)
                        .endedAt(DAY, inAYear))
                .isEqualTo(SEEN.plusSeconds(9));
        assertThat(sending("PE-1", Kind.FIRST, null, SEEN.plusSeconds(9), false, false)
                        .endedAt(DAY, SEEN))
                .as("a clock that goes ahead ends nothing in the future")
                .isEqualTo(SEEN);
        assertThat(sending("PE-1", Kind.FIRST, null, null, true, false).endedAt(DAY, SEEN))
                .as("it is told as worse by now")
                .isEqualTo(SEEN);
    }

    @Test
    void theAlertOfWhatIsNoFindingEndsWhenSomebodyLooksAfterItOrItIsForgotten() {
        assertThat(sending("", Kind.FIRST, null, null, false, false).endedAt(DAY, SEEN.plusSeconds(60)))
                .isNull();
        assertThat(sending("", Kind.FIRST, null, null, false, false).endedAt(DAY, SEEN.plus(DAY)))
                .isNotNull();
        assertThat(sending("", Kind.FIRST, SEEN, null, false, false).endedAt(DAY, SEEN.plusSeconds(60)))
                .isNotNull();
    }

    private static Sending sending(
            String number, Kind kind, Instant acknowledged, Instant closed, boolean outdated, boolean replayed) {
        var cause = new Notice.Cause(number, "f", "HIGH", "c", "t");
        var id = new UUID(0, 1);
        var notice = new Notice(id, "s", "rule", "Ops", cause, Sentence.verbatim("r"), kind, 0, SEEN, closed);
        var delivery = new Delivery(id, new Receiver(Channel.ALERTMANAGER, "alerts", null), notice);
        return new Sending(delivery, false, replayed, SEEN, acknowledged, outdated);
    }
}
