package io.belastbar.examples.smartbav.employee;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.belastbar.cache.CacheKey;
import io.belastbar.examples.smartbav.database.LastKnownCache;
import io.belastbar.faulttolerance.fallback.Answer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Lists of employees. They are always read from the database; only of each tenant's first page is kept how it was, for
 * the time in which the database is away. Later pages are refused then: a cursor into an old list would skip rows.
 */
@ApplicationScoped
class EmployeeListCache {
    /** A smaller page would take the place of a larger one. */
    private static final int LEAST_KEPT = 50;

    private static final int MOST_KEPT = 100;
    /** Under load every page is new: to write each would cost more than to read it. */
    private static final Duration KEPT_EVERY = Duration.ofSeconds(5);

    private static final int TENANTS_MAX = 10_000;

    private final EmployeeRepository employees;
    private final LastKnownCache lastKnown;
    private final Cache<String, Boolean> keptLately = Caffeine.newBuilder()
            .expireAfterWrite(KEPT_EVERY)
            .maximumSize(TENANTS_MAX)
            .build();

    EmployeeListCache(EmployeeRepository employees, LastKnownCache lastKnown) {
        this.employees = employees;
        this.lastKnown = lastKnown;
    }

    Uni<Answer<EmployeePage>> page(String organizationId, int limit, Optional<ListPosition> position) {
        if (position.isPresent()) {
            return read(organizationId, limit, position).map(page -> new Answer<>(page, false, null));
        }
        return lastKnown
                .orLastKnown(key(organizationId), EmployeePage.class, () -> read(organizationId, limit, position)
                        .call(page -> keep(organizationId, limit, page)))
                .map(answer -> answer.stale() ? shortened(answer, limit) : answer);
    }

    /** After a removal: the list that was is not shown again. */
    Uni<Void> removed(String organizationId) {
        keptLately.invalidate(organizationId);
        return lastKnown.forget(key(organizationId));
    }

    private Uni<EmployeePage> read(String organizationId, int limit, Optional<ListPosition> position) {
        return employees.list(organizationId, limit, position).map(items -> EmployeePage.of(items, limit, position));
    }

    private Uni<Void> keep(String organizationId, int limit, EmployeePage page) {
        boolean worthIt = limit >= LEAST_KEPT || page.nextCursor() == null;
        if (!worthIt || keptLately.asMap().putIfAbsent(organizationId, true) != null) {
            return Uni.createFrom().voidItem();
        }
        return lastKnown.learn(key(organizationId), page.shortened(MOST_KEPT));
    }

    private static Answer<EmployeePage> shortened(Answer<EmployeePage> known, int limit) {
        return new Answer<>(known.value().shortened(limit).asStale(), true, known.at());
    }

    private static CacheKey key(String organizationId) {
        return CacheKey.of(organizationId, "employees");
    }
}
