package io.belastbar.capacity.history.peer;

import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.peer.PeerAnswer;
import io.belastbar.web.peer.PeerClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks budget-service for its series. Blocks: for virtual threads. */
@ApplicationScoped
class BudgetSeriesClient {

    private static final String SERVICE = "budget";
    private static final int PAGE = 200;

    /** Ten thousand values: a week of minutes. */
    private static final int PAGES_MAX = 50;

    private final PeerClient peers;

    BudgetSeriesClient(PeerClient peers) {
        this.peers = peers;
    }

    /** The service did not answer, or not as it should; the message is for a person. */
    static final class Away extends Exception {

        private static final long serialVersionUID = 1L;

        private Away(String reason) {
            super(reason);
        }
    }

    /** The series of a system, with their newest values. */
    List<PeerSeries> series(String system) throws Away {
        var all = new ArrayList<PeerSeries>();
        String cursor = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            var path = "/api/v1/systems/%s/series?branch=main&limit=%d%s"
                    .formatted(HttpCall.encoded(system), PAGE, parameter("cursor", cursor));
            var answer = known(peers.get(SERVICE, path, PeerSeries.Page.class));
            all.addAll(answer.items());
            cursor = answer.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return all;
    }

    /** The values after a moment, the newest first, the newest ten thousand at most; null: all of these. */
    List<PeerSeries.Point> pointsAfter(String system, PeerSeries.Key key, Instant moment) throws Away {
        var all = new ArrayList<PeerSeries.Point>();
        String cursor = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            var answer = known(peers.get(SERVICE, path(system, key, cursor), PeerSeries.Points.class));
            for (var point : answer.items()) {
                if (moment != null && !point.at().isAfter(moment)) {
                    return all;
                }
                all.add(point);
            }
            cursor = answer.nextCursor();
            if (cursor == null) {
                return all;
            }
        }
        return all;
    }

    private static String path(String system, PeerSeries.Key key, String cursor) {
        var subject = key.subject();
        return "/api/v1/systems/%s/series/points?limit=%d%s%s%s%s%s%s%s"
                .formatted(
                        HttpCall.encoded(system),
                        PAGE,
                        parameter("kind", subject.kind()),
                        parameter("service", subject.service()),
                        parameter("subject", subject.name()),
                        parameter("metric", key.metric()),
                        parameter("branch", key.branch()),
                        parameter("testbed", key.testbed()),
                        parameter("cursor", cursor));
    }

    private static String parameter(String name, String value) {
        return value == null ? "" : "&" + name + "=" + HttpCall.encoded(value);
    }

    private static <T> T known(PeerAnswer<T> answer) throws Away {
        return switch (answer) {
            case PeerAnswer.Known<T>(var body) -> body;
            case PeerAnswer.Unknown<T> unknown -> throw new Away(unknown.reason());
        };
    }
}
