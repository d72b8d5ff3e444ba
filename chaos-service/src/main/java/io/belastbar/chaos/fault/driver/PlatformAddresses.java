package io.belastbar.chaos.fault.driver;

import io.belastbar.report.Sentence;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that nobody may break: those that the platform itself depends on, and link-local ones ({@code 169.254.…},
 * {@code fe80::…}), behind which clouds keep the secrets of their machines.
 */
public final class PlatformAddresses {
    private static final Pattern HOST_PORT =
            Pattern.compile("(?:.*?//)?(?:[^@/]*@)?(\\[[0-9a-fA-F:.%]+]|[^:/?,\\[\\]]+)(?::(\\d{1,5}))?(?:[/?,].*)?");

    /** @param host as resolved; every loopback address is one */
    private record Place(String host, int port) {}

    private final Set<Place> own;

    private PlatformAddresses(Set<Place> own) {
        this.own = Set.copyOf(own);
    }

    /** @param settings addresses as they are configured, several in one divided by commas */
    public static PlatformAddresses of(List<String> settings) {
        Set<Place> own = new HashSet<>();
        settings.stream()
                .flatMap(each -> Arrays.stream(each.split(",")))
                .map(PlatformAddresses::places)
                .forEach(own::addAll);
        return new PlatformAddresses(own);
    }

    /** Why this address is not to be broken; empty if it may be. */
    public Optional<Sentence> refusal(String address) {
        Set<Place> places = places(address);
        if (places.stream().anyMatch(own::contains)) {
            return Optional.of(NotHere.because(
                    "it is the platform's own server, whose loss is no exercise",
                    "es ein Server der Plattform selbst ist, dessen Verlust keine Übung ist",
                    "name a target of the system under test",
                    "nennen Sie ein Ziel des geprüften Systems"));
        }
        return places.stream().anyMatch(place -> place.host().equals("link-local"))
                ? Optional.of(NotHere.because(
                        "it is a link-local address, such as that of a cloud's metadata",
                        "es eine link-lokale Adresse ist, etwa die der Metadaten einer Cloud",
                        "register the target's own address",
                        "registrieren Sie die eigene Adresse des Ziels"))
                : Optional.empty();
    }

    private static Set<Place> places(String address) {
        Matcher matcher = HOST_PORT.matcher(address.strip());
        if (!matcher.matches()) {
            return Set.of();
        }
        String host = matcher.group(1).replaceAll("[\\[\\]]", "");
        int port = matcher.group(2) == null ? standardPort(address) : Integer.parseInt(matcher.group(2));
        Set<Place> places = new HashSet<>();
        places.add(new Place(host.toLowerCase(Locale.ROOT), port));
        try {
            for (InetAddress each : InetAddress.getAllByName(host)) {
                places.add(new Place(canonical(each), port));
            }
        } catch (UnknownHostException unknown) {
            // The name itself is compared then.
        }
        return places;
    }

    private static String canonical(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return "loopback";
        }
        return address.isLinkLocalAddress() ? "link-local" : address.getHostAddress();
    }

    private static int standardPort(String address) {
        String scheme = address.replaceFirst("^jdbc:|^vertx-reactive:", "").replaceFirst(":.*", "");
        return switch (scheme) {
            case "postgresql", "postgres" -> 5432;
            case "redis", "rediss" -> 6379;
            case "https" -> 443;
            default -> 80;
        };
    }
}
