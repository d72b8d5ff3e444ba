package io.belastbar.examples.smartbav.offer;

import io.belastbar.examples.smartbav.sap.SapOutboxRepository;
import io.belastbar.examples.smartbav.tenant.TenantRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Offers. They are never changed, so a cached one is never wrong. */
@ApplicationScoped
class OfferRepository {
    private static final String INSERT = """
            INSERT INTO offers (id, employee_id, insurer, term_years, monthly_contribution, guaranteed_monthly_pension,
                                stale, valid_until)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            RETURNING id, employee_id, insurer, term_years, monthly_contribution, guaranteed_monthly_pension, stale,
                      valid_until, created_at
            """;
    private static final String BY_ID = """
            SELECT id, employee_id, insurer, term_years, monthly_contribution, guaranteed_monthly_pension, stale,
                   valid_until, created_at
            FROM offers
            WHERE id = $1
            """;

    private final TenantRepository tenants;
    private final SapOutboxRepository sap;

    OfferRepository(TenantRepository tenants, SapOutboxRepository sap) {
        this.tenants = tenants;
        this.sap = sap;
    }

    Uni<Offer> insert(String organizationId, String id, NewOffer offer, Price price) {
        var quote = price.quote();
        var row = Tuple.tuple()
                .addString(id)
                .addString(offer.mitarbeiterId())
                .addString(offer.versicherer())
                .addInteger(offer.laufzeit())
                .addBigDecimal(quote.monthlyContribution())
                .addBigDecimal(quote.guaranteedMonthlyPension())
                .addBoolean(price.stale())
                .addOffsetDateTime(quote.validUntil().atOffset(ZoneOffset.UTC));
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(INSERT)
                .execute(row)
                .map(rows -> first(rows).orElseThrow())
                .call(made -> sap.add(tx, "offer.made", id, contribution(made))));
    }

    Uni<Optional<Offer>> byId(String organizationId, String id) {
        return tenants.inTenant(
                organizationId,
                tx -> tx.preparedQuery(BY_ID).execute(Tuple.of(id)).map(OfferRepository::first));
    }

    /** What the payroll withholds, from whom. */
    private static Map<String, Object> contribution(Offer offer) {
        return Map.of(
                "employee", offer.mitarbeiterId(),
                "monthlyContribution", offer.monthlyContribution().toPlainString(),
                "termYears", offer.laufzeit());
    }

    private static Optional<Offer> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(OfferRepository::offer);
    }

    private static Offer offer(Row row) {
        return new Offer(
                row.getString("id"),
                row.getString("employee_id"),
                row.getString("insurer"),
                row.getInteger("term_years"),
                row.getBigDecimal("monthly_contribution"),
                row.getBigDecimal("guaranteed_monthly_pension"),
                row.getBoolean("stale"),
                row.getOffsetDateTime("valid_until").toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
