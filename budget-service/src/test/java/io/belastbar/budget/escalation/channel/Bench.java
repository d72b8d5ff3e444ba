package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.message.Notice;
import io.belastbar.budget.escalation.rules.Channels.Form;
import io.belastbar.budget.escalation.rules.Channels.Terms;
import io.belastbar.report.Sentence;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Credentials;
import io.belastbar.web.target.ObservedRoles;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetClient;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The channels of a service whose one target stands at an address of the test. */
final class Bench {

    static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");
    static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private Bench() {}

    /** A receiver called {@code there}. */
    static SendMessage to(URI address, Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(DeliveryConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .withConverter(Duration.class, 200, Bench::duration)
                .build()
                .getConfigMapping(DeliveryConfig.class);
        var targets = new TargetRegistry(Map.of(
                "there",
                new Target("there", address, Optional.empty(), new ObservedRoles(List.of(), Optional.empty()))));
        var credentials = new CredentialStore(
                Map.of("bearer", new Credentials("", "", "let-me-in"), "basic", new Credentials("ops", "secret")));
        var client = new TargetClient(new OutboundClient(Duration.ofSeconds(10)), targets, credentials);
        return new SendMessage(new WebhookClient(client, config), null, config);
    }

    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.parse(
                        "PT0." + "%03d".formatted(Integer.parseInt(text.substring(0, text.length() - 2))) + "S")
                : Duration.parse("PT" + text);
    }

    static Receiver webhook(boolean unsigned) {
        return new Receiver(Channel.WEBHOOK, "there", new Terms(Form.SLACK, unsigned, null));
    }

    static Receiver alertmanager(String credentials) {
        return new Receiver(Channel.ALERTMANAGER, "there", new Terms(Form.SLACK, false, credentials));
    }

    static Delivery delivery(Receiver receiver) {
        var cause =
                new Notice.Cause("PE-001", "budget:shop:GET /a", "HIGH", "GET /a", "GET /a is slow: \"p95\"\n812 ms");
        var reason = new Sentence("Too slow", "Zu langsam");
        return new Delivery(
                ID, receiver, new Notice(ID, "shop", "slow", "Ops", cause, reason, Kind.FIRST, 0, BEGAN, null));
    }
}
