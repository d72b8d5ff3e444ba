package io.belastbar.web.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A counterpart on a real socket that does with each connection, after the request's head, whatever a test wants. */
public final class RoughServer implements AutoCloseable {

    /** What it does; afterwards it waits for the caller to hang up. */
    public interface Manners {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket door;
    private final Manners manners;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);

    public RoughServer(Manners manners) throws IOException {
        this(0, manners);
    }

    /** On a port at which nobody listened until now. */
    public RoughServer(int port, Manners manners) throws IOException {
        this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.manners = manners;
        Thread.ofVirtual().start(this::serve);
    }

    /** Answers each connection with this text. */
    public static RoughServer saying(String answer) throws IOException {
        return new RoughServer(out -> out.write(answer.getBytes(StandardCharsets.UTF_8)));
    }

    /** An answer that ends with its connection. */
    public static RoughServer answering(int status, String headers, String body) throws IOException {
        return saying("HTTP/1.1 " + status + " x\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** What came, head and body, one text a request. */
    public List<String> received() {
        return heads;
    }

    /** Whether a caller closed its connection before this server did. */
    public boolean isLeftWithin(long seconds) throws InterruptedException {
        return hungUp.await(seconds, TimeUnit.SECONDS);
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = door.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            InputStream in = caller.getInputStream();
            while (request(in)) {
                manners.answer(caller.getOutputStream());
                caller.getOutputStream().flush();
            }
        } catch (IOException left) {
            // The caller hung up in the middle of an answer.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hungUp.countDown();
    }

    /** False at the end of the connection. */
    private boolean request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        heads.add(head + new String(in.readNBytes(length(head.toString())), StandardCharsets.UTF_8));
        return true;
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
