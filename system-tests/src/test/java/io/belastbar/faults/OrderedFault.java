package io.belastbar.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A fault that the proof orders; those of one place exclude each other. */
enum OrderedFault {
    DATABASE_SLOW(Place.DATABASE, "proxy-toxic", """
            "target":"smartbav-proxies","proxy":"smartbav-db","toxic":"latency","latency":"2s\""""),
    DATABASE_FROZEN(Place.DATABASE, "postgres-freeze", """
            "target":"smartbav-control","anyOf":["smartbav-db-a","smartbav-db-b"]"""),
    DATABASE_KILLED(Place.DATABASE, "postgres-kill", """
            "target":"smartbav-control","anyOf":["smartbav-db-a","smartbav-db-b"]"""),
    CONNECTIONS_USED_UP(Place.DATABASE, "postgres-connections", """
            "target":"smartbav-probe\""""),
    REDIS_FROZEN(Place.REDIS, "redis-freeze", """
            "target":"smartbav-control","child":"smartbav-redis\""""),
    REDIS_CUT_OFF(Place.REDIS, "partition", """
            "target":"smartbav-proxies","proxies":["smartbav-redis","smartbav-sap"]"""),
    REDIS_FULL(Place.REDIS, "redis-full", """
            "target":"smartbav-redis\""""),
    INSURER_HANGS(Place.INSURER, "insurer-hang", """
            "target":"smartbav-insurer\""""),
    INSURER_SLOW(Place.INSURER, "insurer-latency", """
            "target":"smartbav-insurer","latency":"5s\""""),
    INSURER_REFUSED(Place.INSURER, "proxy-down", """
            "target":"smartbav-proxies","proxy":"smartbav-insurer\"""");

    /** What is broken once at a time. */
    enum Place {
        DATABASE,
        REDIS,
        INSURER
    }

    private final Place place;
    private final String type;
    private final String fields;

    OrderedFault(Place place, String type, String fields) {
        this.place = place;
        this.type = type;
        this.fields = fields;
    }

    Place place() {
        return place;
    }

    String order(int seconds) {
        return "{\"type\":\"%s\",%s,\"durationSeconds\":%d}".formatted(type, fields.strip(), seconds);
    }

    /** One of each place. */
    static List<OrderedFault> some(Random random) {
        var chosen = new ArrayList<OrderedFault>();
        for (Place place : Place.values()) {
            var there = List.of(values()).stream()
                    .filter(fault -> fault.place == place)
                    .toList();
            chosen.add(there.get(random.nextInt(there.size())));
        }
        return chosen;
    }
}
