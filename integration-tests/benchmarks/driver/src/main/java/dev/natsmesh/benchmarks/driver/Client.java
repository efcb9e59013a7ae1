package dev.natsmesh.benchmarks.driver;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A process that calls. Its commands: {@code first}, {@code closed <outstanding> <bytes>}, {@code rate <calls per second> <bytes>},
 * {@code streams <at once> <bytes>}, {@code mark} (what happened since the last mark), {@code stop}.
 */
public final class Client extends MeasuredProcess {

    private static final int USUAL_BYTES = 100;

    private final Caller caller;
    private final Streamer streamer;
    private final Origin origin;
    private final Tally tally = new Tally();
    private Load load;

    private Client(Caller caller, Streamer streamer, Origin origin) {
        this.caller = caller;
        this.streamer = streamer;
        this.origin = origin;
    }

    public static MeasuredProcess of(Caller caller, Origin origin) {
        return of(caller, passage -> {
            throw new UnsupportedOperationException("This variant has no streams");
        }, origin);
    }

    public static MeasuredProcess of(Caller caller, Streamer streamer, Origin origin) {
        return new Client(caller, streamer, origin);
    }

    @Override
    String execute(List<String> command) throws InterruptedException {
        return switch (command.get(0)) {
            case "first" -> first();
            case "closed" -> start(new ClosedLoop(caller, origin, tally, number(command, 1), note(command)));
            case "rate" -> start(new FixedRate(caller, origin, tally, number(command, 1), note(command)));
            case "streams" -> start(new Streams(streamer, origin, tally, number(command, 1), note(command)));
            case "mark" -> tally.take() + " " + counters();
            case "stop" -> stop();
            default ->
                throw new IllegalArgumentException("Expected first, closed, rate, streams, mark or stop, not " + command);
        };
    }

    private String first() throws InterruptedException {
        ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor();
        try {
            new FirstAnswer(caller, origin, pauses, note(USUAL_BYTES)).await();
        } finally {
            pauses.shutdownNow();
        }
        return counters();
    }

    private String start(Load next) {
        load = next;
        load.start();
        return counters();
    }

    private String stop() throws InterruptedException {
        load.stop();
        tally.take();
        return counters();
    }

    private static String note(List<String> command) {
        return note(number(command, 2));
    }

    private static String note(int bytes) {
        return "x".repeat(Math.max(0, bytes - Order.JSON_WITHOUT_NOTE));
    }

    private static int number(List<String> command, int position) {
        return Integer.parseInt(command.get(position));
    }
}
