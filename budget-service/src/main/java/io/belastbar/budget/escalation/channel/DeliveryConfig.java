package io.belastbar.budget.escalation.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How escalations are delivered. Addresses and keys are here and nowhere else. */
@ConfigMapping(prefix = "belastbar.escalation")
public interface DeliveryConfig {

    /** Keys for signing by webhook target. */
    Map<String, String> signingKeys();

    /** E-mail addresses by the name that rules use. */
    Map<String, String> emails();

    /** The sender of e-mail. Without it none is sent. */
    Optional<String> from();

    /** Where people reach this service, for links in messages; absent: they name a path only. */
    Optional<String> publicUrl();

    /** How often an Alertmanager hears that an alert still fires. */
    @WithDefault("1m")
    Duration resend();

    /** {@code en} or {@code de}. */
    @WithDefault("en")
    String language();

    /** Attempts before a message is a dead letter. */
    @WithDefault("8")
    int attempts();

    /** The first pause after a failure; it doubles. */
    @WithDefault("5s")
    Duration backOff();

    /** The longest pause. */
    @WithDefault("1h")
    Duration backOffMax();

    /** How long one attempt may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How long a replica may hold a message before another takes it over; longer than an attempt. */
    @WithDefault("60s")
    Duration lease();
}
