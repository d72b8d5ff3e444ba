package io.belastbar.local.control.fault;

import io.belastbar.local.control.fault.FaultBook.Answer;
import io.belastbar.local.control.fault.FaultBook.Ended;
import io.belastbar.local.control.fault.FaultBook.InForce;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The book of faults for several threads, by a clock that does not jump, and its file. */
public final class FaultRegister {
    private final BookFile file;
    private final FaultBook book;
    private final Instant begun = Instant.now();
    private final long begunNanos = System.nanoTime();

    /** @throws IOException when what an earlier launcher wrote cannot be read */
    public FaultRegister(Path file) throws IOException {
        this.file = new BookFile(file);
        this.book = this.file.read(now());
        this.file.write(book);
    }

    /** A fault that is to be injected stands in the file when this returns. */
    public synchronized Answer put(String child, FaultOrder order) throws Refusal {
        Answer answer = book.put(child, order, now(), Instant.now());
        if (answer instanceof Answer.Inject) {
            try {
                file.write(book);
            } catch (IOException e) {
                book.takeBack(child, order.token(), now());
                book.undone(child, order.token());
                throw Refusal.notYet("the fault could not be written down, so nothing was done: " + e.getMessage());
            }
        }
        return answer;
    }

    public synchronized void takeBack(String child, String token) {
        book.takeBack(child, token, now());
        write();
    }

    /** Returns the children at which it was in force. */
    public synchronized List<String> takeBackEverywhere(String token) {
        var where = book.takeBackEverywhere(token, now());
        write();
        return where;
    }

    public synchronized void expire() {
        if (!book.expire(now()).isEmpty()) {
            write();
        }
    }

    public synchronized void undone(String child, String token) {
        book.undone(child, token);
        write();
        notifyAll();
    }

    /** In force, or being undone. */
    public synchronized Optional<InForce> at(String child) {
        return book.at(child);
    }

    public synchronized Map<String, InForce> all() {
        return book.all();
    }

    public synchronized Optional<Ended> lastAt(String child) {
        return book.lastAt(child);
    }

    /** Returns when something was undone, or the time is over. */
    public synchronized void awaitChange(long millis) throws InterruptedException {
        wait(millis);
    }

    private Instant now() {
        return begun.plusNanos(System.nanoTime() - begunNanos);
    }

    /** What ends is ended all the same: the next launcher takes all of it for ended. */
    private void write() {
        try {
            file.write(book);
        } catch (IOException e) {
            System.err.println(
                    "a late order may be obeyed by the next launcher: " + file.file() + ": " + e.getMessage());
        }
    }
}
