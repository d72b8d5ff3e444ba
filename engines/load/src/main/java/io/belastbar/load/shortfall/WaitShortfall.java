package io.belastbar.load.shortfall;

import io.belastbar.load.engine.Driver;
import io.belastbar.load.plan.LoadSizing;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.Optional;

/**
 * That more than {@link #SHARE_MAX} of the starts waited, longer than {@link Driver#STARVED_NANOS}, for a connection or a
 * user that the generator did not allow itself: it held the load back. One start in a hundred is what a 99th percentile can
 * see.
 */
public final class WaitShortfall {

    static final double SHARE_MAX = 0.01;

    private final Scenario scenario;
    private final LoadSizing sizing;
    private final Duration timeout;
    private final int lanes;

    public WaitShortfall(Scenario scenario, LoadSizing sizing, Duration timeout, int lanes) {
        this.scenario = scenario;
        this.sizing = sizing;
        this.timeout = timeout;
        this.lanes = lanes;
    }

    /** Empty if few waited; waits that the scenario asked for are not among them. */
    public Optional<Shortfall> connections(long waited, long starts) {
        return waited <= starts * SHARE_MAX
                ? Optional.empty()
                : Optional.of(new Shortfall(
                        Shortfall.Kind.CONNECTIONS, Sentence.of(language -> connections(language, waited, starts))));
    }

    private String connections(ReportLanguage language, long waited, long starts) {
        String share = language.percent((double) waited / starts);
        String count = language.number(waited, 0);
        return switch (language) {
            case ENGLISH ->
                share + " of the requests (" + count + ") waited for a free connection, because no more than "
                        + english(language)
                        + " are allowed: the generator held the load back. Say how many the scenario is to have, allow"
                        + " more, or offer less.";
            case GERMAN ->
                share + " der Anfragen (" + count + ") warteten auf eine freie Verbindung, weil nicht mehr als "
                        + german(language)
                        + " erlaubt sind: Der Lastgenerator hielt die Last zurück. Im Szenario sagen, wie viele es haben"
                        + " soll, mehr erlauben oder weniger Last anbieten.";
        };
    }

    private String english(ReportLanguage language) {
        String http = language.number(sizing.connectionsAtMost(timeout, lanes), 0) + " (connections, or this service's"
                + " max-connections)";
        String sql = language.number(sizing.sqlConnections(Integer.MAX_VALUE), 0) + " to the database (sql:"
                + " { connections: … })";
        return scenario.database() == null ? http : scenario.target() == null ? sql : http + " or " + sql;
    }

    private String german(ReportLanguage language) {
        String http = language.number(sizing.connectionsAtMost(timeout, lanes), 0)
                + " (connections oder max-connections dieses" + " Dienstes)";
        String sql = language.number(sizing.sqlConnections(Integer.MAX_VALUE), 0) + " zur Datenbank (sql:"
                + " { connections: … })";
        return scenario.database() == null ? http : scenario.target() == null ? sql : http + " oder " + sql;
    }

    /** The same of arrivals that waited for a virtual user. */
    public Optional<Shortfall> users(long waited, long starts) {
        boolean asked = scenario.load().maxUsers() != null;
        return asked || waited <= starts * SHARE_MAX
                ? Optional.empty()
                : Optional.of(
                        new Shortfall(Shortfall.Kind.USERS, Sentence.of(language -> users(language, waited, starts))));
    }

    private String users(ReportLanguage language, long waited, long starts) {
        String share = language.percent((double) waited / starts);
        String most = language.number(sizing.usersAtMost(timeout, lanes), 0);
        return switch (language) {
            case ENGLISH ->
                share + " of the arrivals (" + language.number(waited, 0) + ") waited for a virtual user, because "
                        + most
                        + " at once were all there were: the generator held the load back. Say how many users the"
                        + " scenario is to have, allow more (max-virtual-users), or offer less.";
            case GERMAN ->
                share + " der Ankünfte (" + language.number(waited, 0)
                        + ") warteten auf einen virtuellen Benutzer, weil "
                        + most + " zugleich alle waren: Der Lastgenerator hielt die Last zurück. Im Szenario sagen, wie"
                        + " viele Benutzer es haben soll, mehr erlauben (max-virtual-users) oder weniger Last anbieten.";
        };
    }
}
