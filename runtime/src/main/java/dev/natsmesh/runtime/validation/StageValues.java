package dev.natsmesh.runtime.validation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/** Lets types have constraints on what a {@code CompletionStage} ends with. They are checked of the value that has come. */
@Singleton
public class StageValues implements ValueExtractor<CompletionStage<@ExtractedValue ?>> {

    @Override
    public void extractValues(CompletionStage<?> stage, ValueReceiver receiver) {
        if (stage instanceof Come come) {
            receiver.value(null, come.join());
        }
    }

    /** Stands for a {@code CompletionStage} that has ended. */
    static final class Come extends CompletableFuture<Object> {

        Come(Object value) {
            complete(value);
        }
    }
}
