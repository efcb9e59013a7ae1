package dev.natsmesh.runtime.deduplication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import com.github.benmanes.caffeine.cache.AsyncCache;

/** For how long, and how much, is remembered. */
class RememberedAnswersTest {

    private static final int MEBIBYTE = 1 << 20;

    private long now;

    @Test
    void anAnswerIsRememberedForItsWindow() {
        AsyncCache<String, Answer> answers = answers(10, MEBIBYTE);
        answers.asMap().putIfAbsent("key", CompletableFuture.completedFuture(answer(10)));
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(answers.getIfPresent("key")).isNotNull();
        now += TimeUnit.SECONDS.toNanos(2);
        assertThat(answers.getIfPresent("key")).isNull();
    }

    @Test
    void theWindowBeginsWithTheEnd() {
        AsyncCache<String, Answer> answers = answers(10, MEBIBYTE);
        CompletableFuture<Answer> running = new CompletableFuture<>();
        answers.asMap().putIfAbsent("key", running);
        now += TimeUnit.HOURS.toNanos(1);
        assertThat(answers.getIfPresent("key")).isSameAs(running);
        running.complete(answer(10));
        now += TimeUnit.SECONDS.toNanos(59);
        assertThat(answers.getIfPresent("key")).isSameAs(running);
    }

    @Test
    void noMoreAreRememberedThanMay() {
        AsyncCache<String, Answer> answers = answers(100, 100 * MEBIBYTE);
        for (int i = 0; i < 1_000; i++) {
            answers.asMap().putIfAbsent("key" + i, CompletableFuture.completedFuture(answer(10)));
        }
        answers.synchronous().cleanUp();
        assertThat(answers.asMap()).hasSizeBetween(50, 100);
    }

    @Test
    void theyTakeNoMoreMemoryThanTheyMay() {
        AsyncCache<String, Answer> answers = answers(1_000, MEBIBYTE);
        for (int i = 0; i < 100; i++) {
            answers.asMap().putIfAbsent("key" + i, CompletableFuture.completedFuture(answer(MEBIBYTE / 10)));
        }
        answers.synchronous().cleanUp();
        assertThat(answers.asMap()).hasSizeBetween(5, 9);
    }

    private AsyncCache<String, Answer> answers(int calls, long memory) {
        return Deduplication.answers(Duration.ofMinutes(1), calls, memory, () -> now);
    }

    private static Answer answer(int bytes) {
        return new Answer(0, new byte[bytes], null, null, true);
    }
}
