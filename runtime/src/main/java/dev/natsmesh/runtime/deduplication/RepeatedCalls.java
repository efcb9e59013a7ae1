package dev.natsmesh.runtime.deduplication;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.AsyncCache;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.HeaderNames;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;
import io.vertx.core.impl.ContextInternal;

/** Answers a call that comes again with what came of the first one with its key. */
final class RepeatedCalls implements Stage {

    private static final int LONGEST_KEY = 256;

    private final AsyncCache<String, Answer> answers;
    private final ErrorCodec errors;
    private final RepeatListener listener;
    private final Stage next;

    RepeatedCalls(AsyncCache<String, Answer> answers, ErrorCodec errors, RepeatListener listener, Stage next) {
        this.answers = answers;
        this.errors = errors;
        this.listener = listener;
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        String key = call.headers().get(HeaderNames.IDEMPOTENCY_KEY);
        if (key == null) {
            next.handle(call, completion);
        } else if (key.length() > LONGEST_KEY) {
            completion
                    .failure(new ServiceException(ErrorCodec.BAD_REQUEST, "The header %s has %d characters; expected at most %d"
                            .formatted(HeaderNames.IDEMPOTENCY_KEY, key.length(), LONGEST_KEY)));
        } else {
            First first = new First(key, call, completion);
            CompletableFuture<Answer> known = answers.asMap().putIfAbsent(key, first.answer);
            if (known == null) {
                next.handle(call, first);
            } else {
                repeat(known, call, completion);
            }
        }
    }

    /** The first one may still run. When its end is none to be remembered, this is a call as if there had been no first one. */
    private void repeat(CompletableFuture<Answer> first, Call call, Completion completion) {
        ContextInternal context = ContextInternal.current();
        first.thenAccept(answer -> {
            if (answer.remembered()) {
                answer(answer, call, completion);
            } else if (context == null) {
                handle(call, completion);
            } else {
                context.runOnContext(on -> handle(call, completion));
            }
        });
    }

    private void answer(Answer answer, Call call, Completion completion) {
        if (answer.request() != requestOf(call)) {
            completion.failure(new ServiceException(ErrorCodec.DECLARED,
                    "The header %s is that of another call; expected a key of its own"
                            .formatted(HeaderNames.IDEMPOTENCY_KEY)));
            return;
        }
        listener.repeated(call.operation());
        ((AnsweredCall) call).addHeaders(answer.headers());
        if (answer.failure() == null) {
            completion.success(answer.body());
        } else {
            completion.failure(answer.failure());
        }
    }

    private static int requestOf(Call call) {
        return 31 * Arrays.hashCode((byte[]) call.payload()) + ((AnsweredCall) call).subject().hashCode();
    }

    private final class First implements Completion {

        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final String key;
        private final Call call;
        private final Completion completion;

        First(String key, Call call, Completion completion) {
            this.key = key;
            this.call = call;
            this.completion = completion;
        }

        @Override
        public void success(Object body) {
            answer.complete(new Answer(requestOf(call), (byte[]) body, null, ((AnsweredCall) call).addedHeaders(), true));
            completion.success(body);
        }

        @Override
        public void failure(Throwable failure) {
            boolean remembered = errors.isAnswer(failure);
            if (!remembered) {
                answers.asMap().remove(key, answer);
            }
            answer.complete(new Answer(requestOf(call), null, failure, ((AnsweredCall) call).addedHeaders(), remembered));
            completion.failure(failure);
        }
    }
}
