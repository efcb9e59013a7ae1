package dev.natsmesh.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel says of the threads of a process. */
final class ProcessThreads {

    private ProcessThreads() {
    }

    /** Whether none of them runs any more after a SIGSTOP; taken for granted where there is no {@code /proc}. */
    static boolean allStopped(long pid) {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.allMatch(ProcessThreads::isStopped);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // The state follows the program's name, which is in parentheses and may contain anything.
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return false;
        }
    }
}
