package io.belastbar.web.trace;

import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.peer.PeerClient;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jboss.logging.Logger;

/** Requests that log, fail, or call others. */
@Path("/api/v1/trace-probe/{item}")
@PermitAll
public class TraceProbeResource {

    private static final Logger LOG = Logger.getLogger(TraceProbeResource.class);

    private final PeerClient peers;
    private final OutboundClient outbound;

    TraceProbeResource(PeerClient peers, OutboundClient outbound) {
        this.peers = peers;
        this.outbound = outbound;
    }

    @GET
    public String get(@PathParam("item") String item) {
        return item;
    }

    @POST
    @Path("log")
    @Consumes(MediaType.TEXT_PLAIN)
    public void log(@PathParam("item") String item, String text) {
        var cause = new IllegalStateException("caused by " + text, new IOException(text));
        LOG.errorf(cause, "Probed: %s, runId=%s topic=%s", text, item, text);
    }

    @POST
    @Path("fail")
    @Consumes(MediaType.TEXT_PLAIN)
    public void fail(String text) {
        throw new IllegalStateException(text);
    }

    @GET
    @Path("peer")
    @RunOnVirtualThread
    public String peer(@PathParam("item") String item) {
        return peers.get("loadtest", "/api/v1/things/" + item + "?of=secret", Map.class)
                .toString();
    }

    @GET
    @Path("elsewhere")
    @RunOnVirtualThread
    public int elsewhere(@QueryParam("at") URI at) throws IOException, InterruptedException {
        HttpAnswer answer = outbound.send(at, HttpCall.get("/hook"));
        return answer.status();
    }
}
