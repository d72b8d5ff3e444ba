package io.belastbar.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** The services of the platform: the one list, {@code services.txt} beside this class. */
public final class Services {
    /** The dashboard's port; the others are counted from it. */
    public static final int BASE_PORT = 18700;

    /** From the base port on, those that are for services: the sample and the servers have the ones after. */
    static final int PORTS = 10;

    private static final List<ListedService> ALL = parse(read());

    private Services() {}

    /** In the order in which a launcher starts them. */
    public static List<ListedService> all() {
        return ALL;
    }

    /** The short names, for example {@code budget}. */
    public static List<String> names() {
        return ALL.stream().map(ListedService::name).toList();
    }

    static List<ListedService> parse(String list) {
        var services = list.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ListedService::parse)
                .toList();
        var taken = new HashSet<Object>();
        services.stream()
                .flatMap(service -> Stream.of(service.name(), service.port()))
                .filter(mark -> !taken.add(mark))
                .findFirst()
                .ifPresent(twice -> {
                    throw new IllegalArgumentException("a name or port should be in the list once: was twice " + twice);
                });
        return services;
    }

    private static String read() {
        try (var list = Services.class.getResourceAsStream("services.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
