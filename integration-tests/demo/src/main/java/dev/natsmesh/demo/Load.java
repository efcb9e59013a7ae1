package dev.natsmesh.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.natsmesh.testkit.Poll;

/** Asks for quotes, and counts who made them and what went wrong. */
final class Load {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final HttpRequest request;

    Load(HttpClient http, URI quote) {
        this.http = http;
        this.request = HttpRequest.newBuilder(quote).timeout(CALL_LIMIT).build();
    }

    /** Makes so many calls as fast as the answers come, at most {@code outstanding} at a time. */
    LoadReport calls(int count, int outstanding) throws InterruptedException {
        Tally tally = new Tally();
        Semaphore permits = new Semaphore(outstanding);
        for (int i = 0; i < count; i++) {
            permits.acquire();
            call(System.nanoTime(), tally, permits);
        }
        permits.acquire(outstanding);
        return tally.report();
    }

    /** Makes so many calls a second, however long the answers take, until it is stopped. */
    Running atRate(int perSecond) {
        return new Running(perSecond);
    }

    private void call(long due, Tally tally, Semaphore permits) {
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, failure) -> {
            try {
                Duration took = Duration.ofNanos(System.nanoTime() - due);
                if (failure != null) {
                    tally.failed(kind(failure), took);
                } else if (response.statusCode() == 200) {
                    tally.answered(field(response, "pricedBy"), took);
                } else {
                    tally.failed(response.statusCode() + ":" + field(response, "error"), took);
                }
            } finally {
                permits.release();
            }
        });
    }

    private static String kind(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName();
    }

    private static String field(HttpResponse<byte[]> response, String name) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return body.path(name).asText("unknown");
        } catch (IOException e) {
            return "unreadable";
        }
    }

    /**
     * Calls at a fixed rate in the background. A call's time counts from the moment it was due, so a stall is seen in full.
     */
    final class Running implements AutoCloseable {

        /** Enough for a stall of some seconds; more would only measure the client. */
        private static final int OUTSTANDING = 4_000;

        private final Tally tally = new Tally();
        private final Semaphore permits = new Semaphore(OUTSTANDING);
        private final Thread pacer;
        private volatile boolean stopped;

        private Running(int perSecond) {
            pacer = new Thread(() -> pace(Duration.ofSeconds(1).toNanos() / perSecond), "pacer");
            pacer.setDaemon(true);
            pacer.start();
        }

        /** Waits until this many more calls have ended. */
        void awaitCalls(int more) {
            long goal = tally.report().calls() + more;
            Poll.until(more + " more calls", PATIENCE, () -> tally.report().calls() >= goal);
        }

        /** What happened so far. */
        LoadReport report() {
            return tally.report();
        }

        /** When the last answer of an instance came, by {@link System#nanoTime()}; 0 for never. */
        long lastAnswer(String instance) {
            return tally.lastAnswer(instance);
        }

        /** Makes no more calls, waits for those under way. */
        LoadReport stop() throws InterruptedException {
            close();
            pacer.join();
            permits.acquire(OUTSTANDING);
            return tally.report();
        }

        @Override
        public void close() {
            stopped = true;
        }

        private void pace(long interval) {
            long due = System.nanoTime();
            while (!stopped) {
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                    continue;
                }
                permits.acquireUninterruptibly();
                call(due, tally, permits);
                due += interval;
            }
        }
    }
}
