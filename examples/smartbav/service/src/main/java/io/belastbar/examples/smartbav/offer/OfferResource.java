package io.belastbar.examples.smartbav.offer;

import io.belastbar.examples.smartbav.employee.Employee;
import io.belastbar.examples.smartbav.employee.EmployeeCacheRepository;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.problem.FieldError;
import io.belastbar.examples.smartbav.tenant.CallerMapper;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** {@code /api/v1/angebote}: makes offers at the insurer's price, and shows them. */
@Path("/api/v1/angebote")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(CallerMapper.BROKER)
public class OfferResource {
    private final EmployeeCacheRepository employees;
    private final QuoteClient quotes;
    private final OfferCacheRepository offers;
    private final CallerMapper caller;
    private final Clock clock;

    OfferResource(
            EmployeeCacheRepository employees,
            QuoteClient quotes,
            OfferCacheRepository offers,
            CallerMapper caller,
            Clock clock) {
        this.employees = employees;
        this.quotes = quotes;
        this.offers = offers;
        this.caller = caller;
        this.clock = clock;
    }

    /** The employee is looked up in the caller's tenant first: nobody quotes for somebody else's people. */
    @POST
    public Uni<Response> create(NewOffer offer) {
        requireValid(offer);
        var organizationId = caller.organizationId();
        var employee = employees.get(organizationId, offer.mitarbeiterId());
        return employee.chain(known -> make(organizationId, offer, known)).map(OfferResource::accepted);
    }

    @GET
    @Path("{id}")
    public Uni<Offer> get(String id) {
        return offers.get(caller.organizationId(), id);
    }

    private Uni<Offer> make(String organizationId, NewOffer offer, Employee employee) {
        var price = quotes.price(QuoteRequest.of(offer, employee, LocalDate.now(clock)));
        var id = "off_" + UUID.randomUUID();
        return price.onFailure(QuoteRefused.class)
                .transform(refused -> refusal(refused, offer))
                .chain(known -> offers.insert(organizationId, id, offer, known));
    }

    private static Response accepted(Offer offer) {
        return Response.accepted(offer)
                .location(URI.create("/api/v1/angebote/" + offer.id()))
                .build();
    }

    private static Failure refusal(Throwable refused, NewOffer offer) {
        var error = new FieldError("/laufzeit", "should be a term the insurer covers", "" + offer.laufzeit());
        return new Failure.InvalidInput(refused.getMessage(), List.of(error));
    }

    private static void requireValid(NewOffer offer) {
        if (offer == null) {
            throw new Failure.InvalidInput(
                    "the body is empty", List.of(new FieldError("", "should be an offer", null)));
        }
        var errors = offer.errors();
        if (!errors.isEmpty()) {
            throw new Failure.InvalidInput("the offer breaks %d rules".formatted(errors.size()), errors);
        }
    }
}
