package io.belastbar.load.plan;

import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.LoadModel.RateStage;
import io.belastbar.load.scenario.LoadModel.UserStage;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many users and connections a load needs, by Little's law (L = λ·W; Little 1961): what is in flight at once is the
 * arrival rate times the time that each one takes.
 *
 * <p>Connections are opened as planned, for answers of at most {@link #WORST_LATENCY}. When requests wait for one all the
 * same, because the target is slower, allows fewer streams or the load was changed, more are opened, up to
 * {@link #connectionsAtMost}: the generator must not turn an open load into a closed one. Only a scenario that names the
 * number of connections holds the load to it.
 */
public final class LoadSizing {

    /** How long a request may take before connections beyond the plan are opened. */
    static final Duration WORST_LATENCY = Duration.ofSeconds(2);

    /** A time-out is noticed a little late, and a user pauses after a target that was not there. */
    private static final Duration TIMEOUT_SLACK = Duration.ofMillis(200);

    /** Standard deviations above the mean; a Poisson count is higher about once in 30,000 looks. */
    private static final int DEVIATIONS = 4;

    /** Of few users the normal distribution says too little. */
    private static final int SPARE_USERS = 10;

    private static final int STREAMS_PER_CONNECTION = 100;
    private static final int CONNECTIONS_MIN = 8;
    /** PostgreSQL's max_connections is 100 unless somebody changed it. */
    private static final int SQL_CONNECTIONS_MAX = 20;

    private final Scenario scenario;
    private final LoadModel load;
    private final int usersMax;
    private final int connectionsMax;

    /** The maxima are this service's limits, whatever the plan needs. */
    public LoadSizing(Scenario scenario, int usersMax, int connectionsMax) {
        this(scenario, scenario.load(), usersMax, connectionsMax);
    }

    private LoadSizing(Scenario scenario, LoadModel load, int usersMax, int connectionsMax) {
        this.scenario = scenario;
        this.load = load;
        this.usersMax = usersMax;
        this.connectionsMax = connectionsMax;
    }

    /** For a load that somebody has changed: from then on it is what was wanted, whatever was planned. */
    public LoadSizing after(LoadChange change) {
        LoadModel changed =
                switch (change) {
                    case LoadChange.Users(int users) ->
                        new LoadModel.Closed(List.of(new UserStage(Duration.ZERO, users)), null);
                    case LoadChange.Rate(double perSecond) ->
                        new LoadModel.Open(
                                List.of(new RateStage(Duration.ZERO, perSecond)), Arrival.EVEN, load.maxUsers());
                };
        return new LoadSizing(scenario, changed, usersMax, connectionsMax);
    }

    /**
     * Users at once; in the open model as many as are expected to pile up until a request times out, those that pause
     * included.
     */
    public int users(Duration timeout) {
        return switch (load) {
            case LoadModel.Closed closed -> closed.maxUsers();
            case LoadModel.Open open when open.maxUsers() != null -> open.maxUsers();
            case LoadModel.Open open -> {
                double seconds = timeout.plus(FlowTimes.thinking(scenario)).toNanos() / 1e9;
                yield (int) Math.max(1, Math.min(usersMax, Math.ceil(open.peakPerSecond() * seconds)));
            }
        };
    }

    /**
     * So many at once there may come to be on so many lanes: in the open model enough for a target whose every request takes
     * the whole time-out, each step of the iteration and its pauses, and on each lane for chance as well. What is under way at
     * once is then a Poisson count of the mean λ·W, whatever the times are (Palm 1943), so that its standard deviation is the
     * root of the mean.
     */
    public int usersAtMost(Duration timeout, int lanes) {
        return IntStream.range(0, lanes)
                .map(lane -> usersAtMost(new LaneShare(lane, lanes), timeout))
                .sum();
    }

    private int usersAtMost(LaneShare share, Duration timeout) {
        if (!(load instanceof LoadModel.Open open) || open.maxUsers() != null) {
            return Math.max(1, share.part(users(timeout)));
        }
        double seconds =
                FlowTimes.lasting(scenario, timeout.plus(TIMEOUT_SLACK)).toNanos() / 1e9;
        double mean = open.peakPerSecond() * seconds / share.of();
        double most = Math.ceil(mean + DEVIATIONS * Math.sqrt(mean)) + SPARE_USERS;
        return (int) Math.max(1, Math.min(share.part(usersMax), most));
    }

    /**
     * How long after its planned end a load can still be under way if nothing hangs: an arrival has queued, then each answer
     * comes as late as it may and each pause is as long as it can be, while the cap holds requests back.
     */
    public Duration longestAfterEnd(Duration timeout, double maxRequestsPerSecond) {
        int most = Math.max(usersMax, users(timeout));
        double heldSeconds = (double) most * scenario.sends().size() / maxRequestsPerSecond;
        return timeout.plus(FlowTimes.whole(scenario, timeout)).plus(Duration.ofMillis((long) (heldSeconds * 1e3)));
    }

    /** One lane's part of what the run may use at once. */
    public LaneRoom room(LaneShare share, Duration timeout) {
        return new LaneRoom(usersAtMost(share, timeout), connectionsAtMost(share, timeout));
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
        int needed = Math.max(1, Math.min(max, Math.ceilDiv(atOnce, streams())));
        return new ConnectionPlan(needed, explain(atOnce, needed, streams(), max));
    }

    /**
     * How many may come to be open on so many lanes, to what {@link #connections} speaks of, when requests wait for one; one
     * for each that can be under way, since an HTTP/2 target may allow a single stream.
     */
    public int connectionsAtMost(Duration timeout, int lanes) {
        return IntStream.range(0, lanes)
                .map(lane -> connectionsAtMost(new LaneShare(lane, lanes), timeout))
                .sum();
    }

    private int connectionsAtMost(LaneShare share, Duration timeout) {
        int planned = Math.max(1, share.part(connections(timeout).count()));
        if (areFixed() || scenario.target() == null) {
            return planned;
        }
        return Math.max(planned, Math.min(share.part(connectionsMax), usersAtMost(share, timeout)));
    }

    /** Whether the scenario says how many; a wait for one is then what it wanted to see. */
    public boolean areFixed() {
        return scenario.connections() != null || scenario.target() == null && sqlAreFixed();
    }

    /** The same of connections to the database. */
    public boolean sqlAreFixed() {
        return scenario.sql().connections() > 0 || scenario.target() == null && scenario.connections() != null;
    }

    private int streams() {
        return scenario.http().version() == HttpVersion.HTTP_2 ? STREAMS_PER_CONNECTION : 1;
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
    public int sqlConnections(int needed) {
        int asked = scenario.sql().connections();
        if (asked > 0) {
            return Math.min(connectionsMax, asked);
        }
        return scenario.target() == null && scenario.connections() != null
                ? Math.min(connectionsMax, scenario.connections())
                : Math.min(SQL_CONNECTIONS_MAX, needed);
    }

    private int atOnce(Duration timeout) {
        return switch (load) {
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
        return switch (load) {
            case LoadModel.Closed closed -> "one for each of " + atOnce + " users";
            case LoadModel.Open open ->
                ReportLanguage.ENGLISH.number(requestsPerSecond(open)) + " requests/s at the highest × "
                        + WORST_LATENCY.toSeconds() + " s worst latency";
        };
    }

    private String german(int atOnce) {
        return switch (load) {
            case LoadModel.Closed closed -> "je eine für " + atOnce + " Benutzer";
            case LoadModel.Open open ->
                "höchstens " + ReportLanguage.GERMAN.number(requestsPerSecond(open)) + " Anfragen/s × "
                        + WORST_LATENCY.toSeconds() + " s schlechteste Latenz";
        };
    }
}
