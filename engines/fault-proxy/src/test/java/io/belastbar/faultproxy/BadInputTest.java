package io.belastbar.faultproxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.faultproxy.spec.Bounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in Toxiproxy's form of an error, and changes nothing. */
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = new RunningServer(new Bounds(3, 2, 10, 1 << 20, 1), null, null);
    }

    @AfterAll
    static void stop() {
        assertThat(server.unforeseen).isEmpty();
        server.close();
    }

    @BeforeEach
    void one() {
        answers("POST", "/proxies", "{'name':'p','upstream':'127.0.0.1:9'}", 201);
    }

    @AfterEach
    void none() throws IOException {
        for (var proxy : server.client().getProxies()) {
            server.proxies().delete(proxy.getName());
        }
    }

    private static HttpResponse<String> answers(String method, String path, String body, int status) {
        HttpResponse<String> answer = server.send(method, path, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static void refused(HttpResponse<String> answer, String what) throws IOException {
        var error = JSON.readTree(answer.body());
        assertThat(error.path("error").asText()).contains(what);
        assertThat(error.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                                            | bad request body
            [                                                            | bad request body
            ``                                                           | bad request body: is empty
            []                                                           | the body must be an object, was []
            {} {}                                                        | Trailing token
            {'name':'q','name':'r','upstream':'a:1'}                     | Duplicate field
            {}                                                           | missing required field: name
            {'name':''}                                                  | missing required field: name
            {'name':'q'}                                                 | missing required field: upstream
            {'name':7,'upstream':'a:1'}                                  | name must be a text, was 7
            {'name':'a\\u0000b','upstream':'a:1'}                        | no control characters, was \\"a\\u0000b\\"
            {'name':'q','upstream':'a:1','enabled':'yes'}                | enabled must be true or false
            {'name':'q','upstream':'a'}                                  | upstream must be host:port, was \\"a\\"
            {'name':'q','upstream':'a:0'}                                | upstream must have a port from 1
            {'name':'q','upstream':'a:70000'}                            | a port up to 65535
            {'name':'q','upstream':'a b:1'}                              | upstream must be host:port
            {'name':'q','upstream':'a:1','listen':'0.0.0.0:0'}           | loopback
            {'name':'q','upstream':'a:1','listen':'[::]:0'}              | loopback
            {'name':'q','upstream':'a:1','listen':'no-such.invalid:0'}   | no host is known
            {'name':'q','upstream':'a:1','listen':':80'}                 | listen must be host:port
            {'name':'q','upstream':'127.0.0.1:19123','listen':'127.0.0.1:19123'} | must not be the proxy itself
            {'name':'q','upstream':'a:1','ttl':5}                        | ttl of a proxy goes with
            {'name':'q','upstream':'a:1','enabled':false,'ttl':-1}       | ttl must be a whole number of milliseconds, 0 to 86400000, was -1
            """)
    void wrongProxyIsRefused(String body, String what) throws IOException {
        refused(answers("POST", "/proxies", body == null ? "" : body, 400), what.replace("\\\"", "\""));
        assertThat(server.client().getProxies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"laziness"}                                     | invalid toxic type: must be one of latency, timeout,
            {}                                                      | invalid toxic type
            {"type":"LATENCY"}                                      | invalid toxic type
            {"type":"latency","stream":"sideways"}                  | stream was invalid, can be either upstream or downstream
            {"type":"latency","toxicity":-0.1}                      | toxicity must be a number between 0 and 1, was -0.1
            {"type":"latency","toxicity":1.1}                       | toxicity must be a number between 0 and 1, was 1.1
            {"type":"latency","toxicity":"half"}                    | toxicity must be a number
            {"type":"latency","attributes":[]}                      | attributes must be an object
            {"type":"latency","attributes":{"latency":"long"}}      | latency must be a whole number of milliseconds
            {"type":"latency","attributes":{"latency":-1}}          | latency must be a whole number of milliseconds, 0 to 86400000, was -1
            {"type":"latency","attributes":{"latency":1.5}}         | was 1.5
            {"type":"latency","attributes":{"latency":1e30}}        | was 1.0E
            {"type":"latency","attributes":{"latency":99999999999999999999}} | was 99999999999999999999
            {"type":"latency","attributes":{"latncy":1}}            | latency has the attributes latency, jitter, was "latncy"
            {"type":"slicer","attributes":{"average_size":0}}       | average_size must be a whole number of bytes, 1 to
            {"type":"slicer","attributes":{"average_size":5,"size_variation":5}} | size_variation must be less than average_size
            {"type":"bandwidth","attributes":{"rate":-1}}           | rate must be a whole number of kilobytes a second
            {"type":"latency","ttl":-5}                             | ttl must be a whole number of milliseconds
            {"type":"latency","name":"a\\tb"}                       | control characters
            """)
    void wrongToxicIsRefused(String body, String what) throws IOException {
        refused(answers("POST", "/proxies/p/toxics", body, 400), what);
        assertThat(server.proxies().toxics("p")).isEmpty();
    }

    @Test
    void wrongChangeOfAToxicLeavesItAsItIs() throws IOException {
        answers("POST", "/proxies/p/toxics", "{'name':'s','type':'slicer','attributes':{'average_size':10}}", 200);

        refused(answers("POST", "/proxies/p/toxics/s", "{'attributes':{'size_variation':10}}", 400), "less than");
        refused(answers("PATCH", "/proxies/p/toxics/s", "{'attributes':{'rate':10}}", 400), "was \"rate\"");

        assertThat(server.proxies().toxic("p", "s").attributes()).containsEntry("size_variation", 0L);
    }

    @Test
    void populateChangesNothingWhenOneOfItsProxiesIsWrong() throws IOException {
        refused(
                answers(
                        "POST",
                        "/populate",
                        "[{'name':'p','upstream':'127.0.0.1:10'},{'name':'q','upstream':'x'}]",
                        400),
                "upstream at proxy 2 must be host:port");
        refused(
                answers("POST", "/populate", "[{'name':'q','upstream':'a:1'},{'name':'q','upstream':'a:1'}]", 400),
                "proxy 2 has the name of another");
        try (var taken = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            refused(
                    answers(
                            "POST",
                            "/populate",
                            "[{'name':'p','upstream':'a:2'},{'name':'q','upstream':'a:1','listen':'127.0.0.1:%d'}]"
                                    .formatted(taken.getLocalPort()),
                            409),
                    "cannot listen at 127.0.0.1:");
        }

        assertThat(server.client().getProxy("p").getUpstream()).isEqualTo("127.0.0.1:9");
        assertThat(server.client().getProxies()).hasSize(1);
    }

    @Test
    void portThatIsTakenLeavesTheProxyWhereItWas() throws IOException {
        String before = server.client().getProxy("p").getListen();
        try (var taken = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            String body = "{'listen':'127.0.0.1:%d','upstream':'127.0.0.1:10'}".formatted(taken.getLocalPort());

            refused(answers("POST", "/proxies/p", body, 409), "cannot listen at");
        }

        assertThat(server.client().getProxy("p").getListen()).isEqualTo(before);
        assertThat(server.client().getProxy("p").getUpstream()).isEqualTo("127.0.0.1:9");
    }

    @Test
    void thereAreNoMoreProxiesAndToxicsThanTheBounds() throws IOException {
        answers("POST", "/proxies", "{'name':'q','upstream':'a:1'}", 201);
        answers("POST", "/proxies", "{'name':'r','upstream':'a:1'}", 201);
        refused(answers("POST", "/proxies", "{'name':'s','upstream':'a:1'}", 409), "at most 3 proxies");
        answers("POST", "/proxies/p/toxics", "{'type':'latency'}", 200);
        answers("POST", "/proxies/p/toxics", "{'type':'timeout'}", 200);
        refused(answers("POST", "/proxies/p/toxics", "{'type':'slicer'}", 409), "at most 2 toxics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "timeout"})
    void toxicNameThatIsTakenIsAConflict(String type) throws IOException {
        answers("POST", "/proxies/p/toxics", "{'name':'x','type':'latency'}", 200);

        refused(
                answers("POST", "/proxies/p/toxics", "{'name':'x','type':'%s'}".formatted(type), 409),
                "toxic already exists");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/proxies/none,proxy not found",
        "POST,/proxies/none,proxy not found",
        "DELETE,/proxies/none,proxy not found",
        "POST,/proxies/none/toxics,proxy not found",
        "DELETE,/proxies/p/toxics/none,toxic not found",
        "POST,/proxies/p/toxics/none,toxic not found",
        "GET,/nothing,no such path",
        "GET,/proxies/p/toxics/a/b,no such path"
    })
    void whatIsNotThereIsNotFound(String method, String path, String what) throws IOException {
        refused(answers(method, path, "", 404), what);
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        refused(answers("GET", "/reset", "", 405), "GET is not allowed here");
        refused(answers("DELETE", "/proxies", "", 405), "DELETE is not allowed here");
    }

    @Test
    void namesMayHaveAnyPrintableCharacter() throws IOException {
        answers("POST", "/proxies", "{'name':'Übung \\'1\\' / +%','upstream':'a:1'}".replace("\\'", "\\u0022"), 201);

        String path = "/proxies/%C3%9Cbung%20%221%22%20%2F%20+%25";

        assertThat(JSON.readTree(answers("GET", path, "", 200).body())
                        .path("name")
                        .asText())
                .isEqualTo("Übung \"1\" / +%");
        answers("DELETE", path, "", 204);
    }

    @Test
    void bodyThatIsTooLongIsRefused() throws IOException {
        refused(answers("POST", "/proxies", "x".repeat((1 << 20) + 1), 400), "has more than 1048576 bytes");
    }

    @Test
    void pagesInABrowserAreRefused() throws IOException {
        var answer = RunningServer.send(HttpRequest.newBuilder(server.uri("/reset"))
                .header("User-Agent", "Mozilla/5.0 (X11)")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        refused(answer, "User agent not allowed");
    }

    @Test
    void tokenIsAskedForWhenOneIsSet() {
        try (var guarded = new RunningServer(new Bounds(3, 2, 10, 1 << 20, 1), null, "s3cret")) {
            assertThat(guarded.send("GET", "/proxies", "").statusCode()).isEqualTo(401);
            for (String header : new String[] {"Bearer wrong", "s3cret", "Bearer s3cret"}) {
                var answer = RunningServer.send(HttpRequest.newBuilder(guarded.uri("/proxies"))
                        .header("Authorization", header)
                        .build());
                assertThat(answer.statusCode()).isEqualTo(header.equals("Bearer s3cret") ? 200 : 401);
            }
        }
    }
}
