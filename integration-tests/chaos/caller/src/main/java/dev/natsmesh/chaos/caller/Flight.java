package dev.natsmesh.chaos.caller;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.ConnectionLostException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.chaos.contract.CallKind;
import dev.natsmesh.chaos.contract.CallRecord;
import dev.natsmesh.chaos.contract.Outcome;
import dev.natsmesh.chaos.contract.Receipt;

/** A call on its way. */
final class Flight {

    private static final String NOTHING = "-";

    private final String id;
    private final CallKind kind;
    private final long due;
    private final BiConsumer<Flight, CallRecord> ended;
    private long begunMillis;
    private long begun;

    /**
     * @param due when it should be made, as {@link System#nanoTime()}
     * @param ended is told the end, and what there is to be said of it
     */
    Flight(String id, CallKind kind, long due, BiConsumer<Flight, CallRecord> ended) {
        this.id = id;
        this.kind = kind;
        this.due = due;
        this.ended = ended;
        begin();
    }

    /** It is made now. */
    void begin() {
        begunMillis = System.currentTimeMillis();
        begun = System.nanoTime();
    }

    void answered(Receipt receipt) {
        if (receipt != null && receipt.id().equals(id)) {
            end(Outcome.ANSWERED, receipt.by());
        } else {
            end(Outcome.ANSWERED_WRONGLY, receipt == null ? NOTHING : receipt.by());
        }
    }

    void failed(Throwable failure) {
        end(outcome(failure), failure.getClass().getSimpleName());
    }

    void giveUp() {
        end(Outcome.UNFINISHED, NOTHING);
    }

    private void end(Outcome outcome, String detail) {
        long now = System.nanoTime();
        ended.accept(this,
                new CallRecord(id, kind, begunMillis, micros(now - due), micros(now - begun), outcome, detail));
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    private static Outcome outcome(Throwable failure) {
        if (failure instanceof NoRespondersException || failure instanceof CallRefusedException
                || failure instanceof ConnectionLostException lost && !lost.mayHaveRun()) {
            return Outcome.NOT_RUN;
        }
        return failure instanceof ConnectionLostException || failure instanceof CallTimeoutException
                || failure instanceof TimeoutException ? Outcome.MAY_HAVE_RUN : Outcome.FAILED;
    }
}
