package io.belastbar.load.plan;

import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;

/**
 * How many users and connections a load needs, by Little's law (L = λ·W; Little 1961): what is in flight at once is the
 * arrival rate times the time that each one takes.
 */
public final class LoadSizing {

    /** How long a request may take before it has to wait for a connection; a wait still counts as response time. */
    static final Duration WORST_LATENCY = Duration.ofSeconds(2);

    private static final int STREAMS_PER_CONNECTION = 100;
    private static final int CONNECTIONS_MIN = 8;
    /** PostgreSQL's max_connections is 100 unless somebody changed it. */
    private static final int SQL_CONNECTIONS_MAX = 20;

    private final Scenario scenario;
    private final int usersMax;
    private final int connectionsMax;

    /** The maxima are this service's limits, whatever the plan needs. */
    public LoadSizing(Scenario scenario, int usersMax, int connectionsMax) {
        this.scenario = scenario;
        this.usersMax = usersMax;
        this.connectionsMax = connectionsMax;
    }

    /** Users at once; in the open model as many as could pile up until they time out. */
    public int users(Duration timeout) {
        return switch (scenario.load()) {
            case LoadModel.Closed closed -> closed.maxUsers();
            case LoadModel.Open open when open.maxUsers() != null -> open.maxUsers();
            case LoadModel.Open open ->
                (int) Math.max(1, Math.min(usersMax, Math.ceil(open.peakPerSecond() * timeout.toNanos() / 1e9)));
        };
    }

    /** To the HTTP target; of a scenario with SQL only, to the database. */
    public ConnectionPlan connections(Duration timeout) {
        Integer asked = scenario.connections();
        int max = connectionsMax;
        if (scenario.target() == null) {
            asked = scenario.sql().connections() > 0
                    ? Integer.valueOf(scenario.sql().connections())
                    : asked;
            max = asked == null ? SQL_CONNECTIONS_MAX : connectionsMax;
        }
        if (asked != null) {
            return asSaid(Math.min(max, asked));
        }
        int atOnce = atOnce(timeout);
        int streams = scenario.http().version() == HttpVersion.HTTP_2 ? STREAMS_PER_CONNECTION : 1;
        int needed = Math.max(1, Math.min(max, Math.ceilDiv(atOnce, streams)));
        return new ConnectionPlan(needed, explain(atOnce, needed, streams, max));
    }

    private static ConnectionPlan asSaid(int count) {
        return new ConnectionPlan(
                count,
                new Sentence(
                        count + " connections, as the scenario says.",
                        count + " Verbindungen, wie es das Szenario sagt."));
    }

    /**
     * Connections to PostgreSQL: as the scenario says, else as many as requests can be in flight, but no more than a
     * server with standard settings can spare.
     */
    public static int sqlConnections(Scenario scenario, int needed) {
        int asked = scenario.sql().connections();
        return asked > 0 ? asked : Math.min(SQL_CONNECTIONS_MAX, needed);
    }

    private int atOnce(Duration timeout) {
        return switch (scenario.load()) {
            case LoadModel.Closed closed -> closed.maxUsers();
            case LoadModel.Open open -> {
                double needed = Math.ceil(requestsPerSecond(open) * WORST_LATENCY.toMillis() / 1e3);
                yield (int) Math.max(CONNECTIONS_MIN, Math.min(users(timeout), needed));
            }
        };
    }

    /** The flow with the most requests decides. */
    private double requestsPerSecond(LoadModel.Open open) {
        long requests = scenario.flows().stream()
                .mapToLong(flow ->
                        flow.steps().stream().filter(SendStep.class::isInstance).count())
                .max()
                .orElse(1);
        return open.peakPerSecond() * requests;
    }

    private Sentence explain(int atOnce, int needed, int streams, int max) {
        return Sentence.of(language -> switch (language) {
            case ENGLISH ->
                needed + " connections: " + english(atOnce)
                        + (streams == 1 ? "" : ", " + streams + " streams each")
                        + (needed == max ? ", at most " + max + " allowed" : "") + ".";
            case GERMAN ->
                needed + " Verbindungen: " + german(atOnce)
                        + (streams == 1 ? "" : ", je " + streams + " Ströme")
                        + (needed == max ? ", höchstens " + max + " erlaubt" : "") + ".";
        });
    }

    private String english(int atOnce) {
        return switch (scenario.load()) {
            case LoadModel.Closed closed -> "one for each of " + atOnce + " users";
            case LoadModel.Open open ->
                ReportLanguage.ENGLISH.number(requestsPerSecond(open)) + " requests/s at the highest × "
                        + WORST_LATENCY.toSeconds() + " s worst latency";
        };
    }

    private String german(int atOnce) {
        return switch (scenario.load()) {
            case LoadModel.Closed closed -> "je eine für " + atOnce + " Benutzer";
            case LoadModel.Open open ->
                "höchstens " + ReportLanguage.GERMAN.number(requestsPerSecond(open)) + " Anfragen/s × "
                        + WORST_LATENCY.toSeconds() + " s schlechteste Latenz";
        };
    }
}
