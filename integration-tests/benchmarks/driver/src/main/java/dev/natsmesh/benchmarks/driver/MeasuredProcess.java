package dev.natsmesh.benchmarks.driver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How the runner talks to a measured process: a command is a line on its input, an answer a line on its output that begins with
 * {@link #ANSWER}. A process whose input ends has lost its runner and ends too.
 */
public abstract class MeasuredProcess {

    /** What lines of the output begin with that are answers and not log. */
    public static final String ANSWER = "@bench ";

    /** A process that serves. */
    public static MeasuredProcess service() {
        return new MeasuredProcess() {
            @Override
            String execute(List<String> command) {
                return counters();
            }
        };
    }

    /** Says that the process has started, and obeys from now on, in a thread of its own. */
    public final void started() {
        new Thread(this::obey, "runner").start();
    }

    abstract String execute(List<String> command) throws InterruptedException;

    static String counters() {
        return "allocated=%d nanos=%d".formatted(Allocation.bytes(), System.nanoTime());
    }

    private void obey() {
        answer("started=1");
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                answer(execute(List.of(line.split(" "))));
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
        }
        // Nobody is interested in an orderly end, and it could hang.
        Runtime.getRuntime().halt(0);
    }

    private static void answer(String fields) {
        synchronized (System.out) {
            System.out.println(ANSWER + fields);
            System.out.flush();
        }
    }
}
