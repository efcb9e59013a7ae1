package dev.natsmesh.runtime.overload;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Deadline;
import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;

/** Calls that come at a gate, and what becomes of them, in a time of its own. */
final class ServedLoad {

    static final Operation QUOTE = new Operation("pricing", "quote", "pricing.quote", "test.Pricing", "quote",
            Operation.Kind.UNARY, false, List.of(), "void", "application/json", List.of(), null, null);
    static final OverloadListener NOBODY = new OverloadListener() {

        @Override
        public void refused(Operation operation, Refusal reason) {
            // The calls tell it.
        }

        @Override
        public void limited(String service, String endpoint, Load load) {
            // The test knows it.
        }
    };

    long now = 1_000_000;
    final List<Integer> begun = new ArrayList<>();
    final List<String> ended = new ArrayList<>();
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::at));
    private final Stage stage;
    private final long serviceNanos;

    /** @param serviceNanos how long each call takes once it has begun */
    ServedLoad(ConcurrencyLimit limit, int places, long pressureNanos, long serviceNanos) {
        this.serviceNanos = serviceNanos;
        this.stage = new LimitedCalls("pricing.quote", null, new Gate(limit, places, pressureNanos, () -> now),
                new RefusalLog(() -> now), NOBODY, this::serve);
    }

    private void serve(Call call, Completion completion) {
        begun.add((Integer) call.payload());
        endings.add(new Ending(now + serviceNanos, completion));
    }

    /** A call comes now. */
    Call call(int number, long timeoutNanos, Completion end) {
        Call call = new Call(QUOTE, new Headers(), new Deadline(now + timeoutNanos), number);
        stage.handle(call, end);
        return call;
    }

    /** A call comes now whose end is written down. */
    Call call(int number, long timeoutNanos) {
        return call(number, timeoutNanos, new Completion() {

            @Override
            public void success(Object result) {
                ended.add(number + " done");
            }

            @Override
            public void failure(Throwable failure) {
                ended.add(number + " " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
            }
        });
    }

    /** Time goes on until then, and calls end on the way. */
    void until(long then) {
        while (!endings.isEmpty() && endings.peek().at <= then) {
            Ending next = endings.poll();
            now = next.at;
            next.completion.success(null);
        }
        now = then;
    }

    void pass(long millis) {
        until(now + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private record Ending(long at, Completion completion) {
    }
}
