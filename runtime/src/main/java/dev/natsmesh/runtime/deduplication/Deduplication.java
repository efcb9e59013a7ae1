package dev.natsmesh.runtime.deduplication;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;

/** The service's side of calls that come again. */
public final class Deduplication {

    private final int calls;
    private final long memory;
    private final List<RepeatListener> listeners;

    /**
     * @param calls how many are remembered of each endpoint
     * @param memory how many bytes these may take, for each endpoint
     */
    public Deduplication(int calls, long memory, List<RepeatListener> listeners) {
        this.calls = calls;
        this.memory = memory;
        this.listeners = List.copyOf(listeners);
    }

    /** The stage itself, if the operation's calls are not remembered. */
    public Stage around(Operation operation, ErrorCodec errors, Stage next) {
        return operation.deduplication() == null
                ? next
                : new RepeatedCalls(answers(operation.deduplication(), calls, memory, Ticker.systemTicker()), errors,
                        repeated -> listeners.forEach(listener -> listener.repeated(repeated)), next);
    }

    /** No answer counts for less than its share of the memory, so that bytes bound the number, too. */
    static AsyncCache<String, Answer> answers(Duration window, int calls, long memory, Ticker ticker) {
        int least = (int) Math.min(Integer.MAX_VALUE, Math.max(1, memory / calls));
        return Caffeine.newBuilder().expireAfterWrite(window).maximumWeight(memory)
                .weigher((String key, Answer answer) -> Math.max(least, answer.size()))
                .executor(Runnable::run) // what it cleans up is little, and its own pool has no place on an event loop's path
                .ticker(ticker).buildAsync();
    }
}
