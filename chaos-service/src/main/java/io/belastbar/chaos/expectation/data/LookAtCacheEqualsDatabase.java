package io.belastbar.chaos.expectation.data;

import io.belastbar.chaos.expectation.Look;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Situation;
import io.belastbar.chaos.expectation.data.QueryResult.Away;
import io.belastbar.chaos.expectation.data.QueryResult.Refused;
import io.belastbar.chaos.expectation.data.QueryResult.Rows;
import io.belastbar.chaos.expectation.http.HttpReading;
import io.belastbar.chaos.expectation.http.RequestClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads some entities from the database, from the application, and from the database again. */
@ApplicationScoped
class LookAtCacheEqualsDatabase implements Look<CacheEqualsDatabase> {

    private final ReadOnlyDatabaseClient databases;
    private final RequestClient requests;

    LookAtCacheEqualsDatabase(ReadOnlyDatabaseClient databases, RequestClient requests) {
        this.databases = databases;
        this.requests = requests;
    }

    @Override
    public Class<CacheEqualsDatabase> kind() {
        return CacheEqualsDatabase.class;
    }

    @Override
    public Observation look(CacheEqualsDatabase expected, Situation situation) throws InterruptedException {
        QueryResult before = databases.ask(expected.query());
        if (!(before instanceof Rows stored)) {
            return failed(expected, before);
        }
        Map<String, HttpReading> answers = new LinkedHashMap<>();
        List<String> keys = stored.rows().stream()
                .map(List::getFirst)
                .filter(key -> key != null)
                .distinct()
                .limit(CacheEqualsDatabase.ENTITIES_MAX)
                .toList();
        for (String key : keys) {
            answers.put(key, requests.send(expected.of(key)));
        }
        QueryResult after = databases.ask(expected.query());
        return after instanceof Rows still ? expected.judge(stored, still, answers) : failed(expected, after);
    }

    private static Observation failed(CacheEqualsDatabase expected, QueryResult result) {
        return Observation.noAnswer(
                expected.query().target(),
                switch (result) {
                    case Away(String reason) -> reason;
                    case Refused(String reason) -> reason;
                    case Rows rows -> "";
                });
    }

    @Override
    public void before(CacheEqualsDatabase expected, Situation situation) throws InterruptedException {
        requests.logIn(expected.request());
    }
}
