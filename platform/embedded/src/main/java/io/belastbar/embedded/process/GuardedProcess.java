package io.belastbar.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A child process that cannot outlive this JVM.
 *
 * <p>A small shell stands between the two and reads a pipe whose write end is in this JVM. When the JVM closes it, or
 * dies for any reason ({@code kill -9} too), the read ends and the shell signals the child; one that is deaf to that is
 * killed. {@code setsid} puts both in a session of their own, so that a Ctrl-C in the terminal reaches the launcher
 * alone, which then stops its children in order.
 */
public final class GuardedProcess {
    /**
     * The watch wakes what was made to hang before and while it ends it: a process that stands still hears no other
     * signal than KILL, and one below it would stand still for ever. Whoever tells it to hang may still be under way. A
     * look for the processes below costs some milliseconds, so that there is one a second. A deaf child is killed after
     * all below it, and bears none meanwhile: with its end the watch ends too. The child does nothing until it stands in
     * the pid file by number, start and signal: were launcher and guard killed before, nobody would find it.
     */
    private static final String GUARD = """
            exec 3<&0 </dev/null
            SIGNAL=$1; PID_FILE=$2; TENTHS=$3; shift 3
            named() {
              read -r _ _ NAMED < "$PID_FILE" && [ -n "$NAMED" ]
            }
            rm -f "$PID_FILE"
            (
              until named 2>/dev/null; do
                kill -0 $$ 2>/dev/null || exit 1
                sleep 0.01
              done
              exec "$@"
            ) 3<&- &
            CHILD=$!
            echo $CHILD > "$PID_FILE"
            parents() {
              if [ -r /proc/self/stat ]; then
                for STAT in /proc/[0-9]*/stat; do
                  LINE=
                  read -r LINE < $STAT || continue
                  set -- ${LINE##*) }
                  STAT=${STAT#/proc/}
                  echo "${STAT%/stat} $2"
                done
              else
                ps -A -o pid= -o ppid=
              fi
            }
            look() {
              PARENTS=$(parents)
              MORE=1
              while [ $MORE = 1 ]; do
                MORE=0
                while read -r PID PARENT; do
                  case " $TREE " in *" $PID "*) continue ;; esac
                  case " $TREE " in *" $PARENT "*) TREE="$PID $TREE"; MORE=1 ;; esac
                done <<END
            $PARENTS
            END
              done
            }
            (
              while read -r _ <&3; do :; done
              TREE=$CHILD
              look
              kill -$SIGNAL $CHILD
              kill -CONT $TREE
              while [ $TENTHS -gt 0 ] && kill -0 $CHILD; do
                sleep 0.1
                TENTHS=$((TENTHS - 1))
                [ $((TENTHS % 10)) != 0 ] || look
                kill -CONT $TREE
              done
              kill -STOP $CHILD && kill -9 $TREE
            ) 2>/dev/null &
            WATCH=$!
            exec 3<&-
            wait $CHILD
            CODE=$?
            kill -9 $WATCH 2>/dev/null
            rm -f "$PID_FILE"
            exit $CODE
            """;

    /** A shell adds the signal's number to this. */
    private static final int SIGNALS = 128;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final boolean SETSID =
            Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"));

    private final Process guard;
    private final Optional<ProcessHandle> child;
    private final String signal;
    /** Whom {@link #pause} told; one whose parent has ended since is below nobody of ours any more. */
    private final Set<ProcessHandle> paused = ConcurrentHashMap.newKeySet();

    private GuardedProcess(Process guard, Optional<ProcessHandle> child, String signal) {
        this.guard = guard;
        this.child = child;
        this.signal = signal;
    }

    /**
     * Starts the command under a guard. Ends first what the pid file of an earlier launcher names.
     *
     * @param signal what ends the child in good order: INT for PostgreSQL, TERM for the others
     * @param pidFile where the child is named; removed when it has ended
     * @param log what the child prints is appended here
     */
    public static GuardedProcess start(
            String signal, Path pidFile, Path log, List<String> command, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(pidFile.toAbsolutePath().getParent());
        Files.createDirectories(log.toAbsolutePath().getParent());
        PidFile.reap(pidFile);
        var builder = new ProcessBuilder(guarded(signal, pidFile, PATIENCE, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var guard = builder.start();
        return new GuardedProcess(guard, PidFile.complete(pidFile, signal, guard), signal);
    }

    /** The command with its guard before it. */
    static List<String> guarded(String signal, Path pidFile, Duration patience, List<String> command) {
        var line = new ArrayList<String>();
        if (SETSID) {
            line.add("setsid");
        }
        line.addAll(List.of("/bin/sh", "-c", GUARD, "belastbar-guard", signal, pidFile.toString()));
        line.add(Long.toString(patience.toMillis() / 100));
        line.addAll(command);
        return line;
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    /** The child's process id, not the guard's; empty when it has ended. */
    public Optional<Long> pid() {
        return child.filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
    }

    /** Waits for the end and returns the exit code; 128 and the signal's number for a child that was killed. */
    public int waitFor() throws InterruptedException {
        return guard.waitFor();
    }

    /** How it ended, to be said behind its name. */
    public String fate() {
        if (isAlive()) {
            return "lives";
        }
        int code = guard.exitValue();
        return code > SIGNALS ? "was killed (signal " + (code - SIGNALS) + ")" : "has ended (exit code " + code + ")";
    }

    /** Asks the child to end, kills it after the limit, and says whether it ended by itself. */
    public boolean stop(Duration limit) throws InterruptedException {
        child.filter(ProcessHandle::isAlive).ifPresent(top -> PidFile.signal(signal, Stream.of(top)));
        boolean obeyed = guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!obeyed) {
            kill();
        }
        return obeyed;
    }

    /** Ends the child and everything below it at once, as a crash would, and waits for the guard. */
    public void kill() throws InterruptedException {
        child.ifPresent(PidFile::kill);
        paused.forEach(ProcessHandle::destroyForcibly);
        guard.waitFor(10, TimeUnit.SECONDS);
        closePipe();
    }

    /**
     * Makes the child and everything below it hang: it lives, keeps its connections, and answers nothing. A child that
     * was born while its parent was told is found by looking again.
     */
    public void pause() {
        var told = new HashSet<ProcessHandle>();
        for (var found = tree(); told.addAll(found); found = tree()) {
            paused.addAll(found);
            PidFile.signal("STOP", found.stream());
        }
    }

    /** Ends {@link #pause}. */
    public void resume() {
        PidFile.signal("CONT", Stream.concat(tree().stream(), paused.stream().filter(ProcessHandle::isAlive)));
        paused.clear();
    }

    /** Parents first. */
    private List<ProcessHandle> tree() {
        return child.filter(ProcessHandle::isAlive).stream()
                .flatMap(top -> Stream.concat(Stream.of(top), top.descendants()))
                .toList();
    }

    private void closePipe() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The guard has ended: there is nobody left to tell.
        }
    }
}
