package io.belastbar.examples.sap.posting;

import io.belastbar.examples.behaviour.MeetCall;
import io.belastbar.examples.behaviour.MeetCall.Reply;
import io.belastbar.examples.sap.posting.Ledger.Receipt;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /postings}: as well-behaved as {@link MeetCall} is told to be; {@code GET /postings} and {@code
 * /postings/count} show what was taken, and are never ill: they are for whoever checks.
 */
@ApplicationScoped
class PostingResource {
    private static final int PAGE_MAX = 200;

    private final MeetCall calls;
    private final Ledger ledger;

    PostingResource(MeetCall calls, Ledger ledger) {
        this.calls = calls;
        this.ledger = ledger;
    }

    void routes(@Observes Router router) {
        router.post("/postings").handler(BodyHandler.create(false)).handler(this::post);
        router.get("/postings").handler(this::list);
        router.get("/postings/count").handler(this::count);
    }

    private void post(RoutingContext call) {
        try {
            var fields = call.body().asJsonObject();
            var posting = Posting.of(
                    call.request().getHeader("Idempotency-Key"),
                    fields == null ? Map.of() : fields.getMap(),
                    digest(
                            call.body().buffer() == null
                                    ? new byte[0]
                                    : call.body().buffer().getBytes()));
            calls.meet(call, () -> reply(posting, ledger.post(posting)));
        } catch (Posting.Invalid invalid) {
            MeetCall.problem(call, 400, "this is no posting", invalid.errors());
        } catch (DecodeException | ClassCastException notJson) {
            MeetCall.problem(call, 400, "the body should be a JSON object", List.of());
        }
    }

    private static Reply reply(Posting posting, Receipt receipt) {
        int status =
                switch (receipt) {
                    case ACCEPTED -> 201;
                    case REPEATED -> 200;
                    case CONFLICT -> 409;
                    case FULL -> 503;
                };
        return new Reply(status, new JsonObject().put("key", posting.key()).put("receipt", receipt.name()));
    }

    private void count(RoutingContext call) {
        var count = ledger.count();
        call.json(new JsonObject()
                .put("postings", count.postings())
                .put("repeated", count.repeated())
                .put("conflicts", count.conflicts())
                .put("outOfOrder", count.outOfOrder()));
    }

    private void list(RoutingContext call) {
        int skipped = number(call, "cursor", 0, Integer.MAX_VALUE);
        int limit = number(call, "limit", 50, PAGE_MAX);
        if (skipped < 0 || limit < 1) {
            MeetCall.problem(
                    call, 400, "limit should be 1 to 200, cursor the nextCursor of the page before", List.of());
            return;
        }
        var page = ledger.page(skipped, limit);
        var items = new JsonArray();
        page.forEach(posting -> items.add(new JsonObject()
                .put("key", posting.key())
                .put("subject", posting.subject())
                .put("version", posting.version())
                .put("kind", posting.kind())));
        call.json(new JsonObject()
                .put("items", items)
                .put("nextCursor", page.size() < limit ? null : Integer.toString(skipped + limit)));
    }

    /** -1 for what is none. */
    private static int number(RoutingContext call, String name, int absent, int most) {
        String text = call.request().getParam(name);
        if (text == null) {
            return absent;
        }
        return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most ? Integer.parseInt(text) : -1;
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
