package dev.natsmesh.runtime.validation;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;

/** Lets types have constraints on the items of a {@code Multi}. They are checked of each item that has come. */
@Singleton
public class MultiValues implements ValueExtractor<Multi<@ExtractedValue ?>> {

    @Override
    public void extractValues(Multi<?> multi, ValueReceiver receiver) {
        if (multi instanceof Come come) {
            receiver.value(null, come.item);
        }
    }

    /** Stands for a {@code Multi} of which one item has come. */
    static final class Come extends AbstractMulti<Object> {

        private final Object item;

        Come(Object item) {
            this.item = item;
        }

        @Override
        public void subscribe(MultiSubscriber<? super Object> subscriber) {
            Multi.createFrom().item(item).subscribe(subscriber);
        }
    }
}
