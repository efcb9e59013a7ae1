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
            if (come.index < 0) {
                receiver.value(null, come.item);
            } else {
                receiver.indexedValue(null, come.index, come.item);
            }
        }
    }

    /** Stands for a {@code Multi} of which one item has come. */
    static final class Come extends AbstractMulti<Object> {

        private final Object item;
        private final int index;

        Come(Object item) {
            this(item, -1);
        }

        /** @param index how many came before it, negative if nobody knows */
        Come(Object item, int index) {
            this.item = item;
            this.index = index;
        }

        @Override
        public void subscribe(MultiSubscriber<? super Object> subscriber) {
            Multi.createFrom().item(item).subscribe(subscriber);
        }
    }
}
