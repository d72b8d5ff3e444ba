package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.rules.Channels;
import io.belastbar.budget.escalation.rules.Channels.Terms;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a message is for.
 *
 * @param name of a registered target or of a configured address
 * @param terms what was said of a target; null for an address, and for a target of an older document
 */
public record Receiver(Channel channel, String name, Terms terms) {

    /** Those of a role. */
    public static List<Receiver> of(Channels channels) {
        return Stream.of(
                        channels.webhooks().stream().map(name -> of(Channel.WEBHOOK, name, channels)),
                        channels.emails().stream().map(name -> new Receiver(Channel.EMAIL, name, null)),
                        channels.alertmanagers().stream().map(name -> of(Channel.ALERTMANAGER, name, channels)))
                .flatMap(receivers -> receivers)
                .toList();
    }

    private static Receiver of(Channel channel, String name, Channels channels) {
        return new Receiver(channel, name, channels.termsOf(name).orElse(null));
    }

    /** Those who share it wait for one another: a receiver that hangs holds up its own messages only. */
    public String lane() {
        return channel + "/" + name;
    }

    String credentials() {
        return terms == null ? null : terms.credentials();
    }
}
