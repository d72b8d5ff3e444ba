package io.belastbar.load.imports.context;

/** Sentences for the provenance that several formats share. */
public final class Notes {

    public static final String FROM_THE_SEND =
            "Times count from the send, as the tool measured them: response time and service"
                    + " time are the same here. Waiting before the send (coordinated omission) is not corrected, so the response"
                    + " times of an overloaded target look better than they were for its users.";
    public static final String LOAD_AS_SENT =
            "The offered load is what was sent; what the tool planned and did not send is not in the file.";

    public static final String K6_DURATION =
            "k6's http_req_duration leaves out the wait for a connection, the connect and the TLS handshake.";

    private Notes() {}
}
