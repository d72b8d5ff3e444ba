package io.belastbar.service;

import java.util.regex.Pattern;

/**
 * A service as the list names it.
 *
 * @param name its schema, its role in PostgreSQL and its user in Kafka
 * @param port where it listens unless it is told otherwise
 * @param heapMegabytes of its JVM under the launcher
 * @param bothCompilers whether its JVM may compile twice, for work that lasts
 */
public record ListedService(String name, int port, int heapMegabytes, boolean bothCompilers) {
    private static final Pattern NAME = Pattern.compile("[a-z]{2,20}");

    /** @throws IllegalArgumentException naming the rule and the value received */
    public ListedService {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a service's name should be 2 to 20 letters a to z: was " + name);
        }
        int offset = port - Services.BASE_PORT;
        if (offset < 1 || offset >= Services.PORTS) {
            throw new IllegalArgumentException("the port of %s should be between %d and %d: was %d"
                    .formatted(name, Services.BASE_PORT + 1, Services.BASE_PORT + Services.PORTS - 1, port));
        }
    }

    /** Its module, which is also its name in logs and events. */
    public String module() {
        return name + "-service";
    }

    /** Its port's distance from the base port. */
    public int portOffset() {
        return port - Services.BASE_PORT;
    }

    static ListedService parse(String line) {
        String[] columns = line.trim().split("\\s+");
        if (columns.length != 4 || !columns[3].matches("first|both")) {
            throw new IllegalArgumentException("a service should be NAME PORT HEAP first|both: was " + line);
        }
        return new ListedService(
                columns[0], Integer.parseInt(columns[1]), Integer.parseInt(columns[2]), columns[3].equals("both"));
    }
}
