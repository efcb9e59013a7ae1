package dev.natsmesh.runtime.server;

import java.util.List;

import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.FailureTranslation;
import dev.natsmesh.runtime.call.Stage;

/** Turns exceptions of the application's libraries into those that callers get. */
record TranslatedFailures(List<FailureTranslation> translations, Stage next) implements Stage {

    @Override
    public void handle(Call call, Completion completion) {
        next.handle(call, new Translated(translations, call, completion));
    }

    private record Translated(List<FailureTranslation> translations, Call call, Completion completion)
            implements
                Completion {

        @Override
        public void success(Object result) {
            completion.success(result);
        }

        @Override
        public void failure(Throwable failure) {
            Throwable translated = failure;
            for (FailureTranslation translation : translations) {
                translated = translation.translate(call.operation(), translated);
            }
            completion.failure(translated);
        }
    }
}
