package dev.natsmesh.runtime.validation;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;

/** Lets types have constraints on what is in a {@code Uni}. They are checked of the item that has come, not of what waits for it. */
@Singleton
public class UniValues implements ValueExtractor<Uni<@ExtractedValue ?>> {

    @Override
    public void extractValues(Uni<?> uni, ValueReceiver receiver) {
        if (uni instanceof Come come) {
            receiver.value(null, come.item);
        }
    }

    /** Stands for a {@code Uni} that has had its item. */
    static final class Come extends AbstractUni<Object> {

        private final Object item;

        Come(Object item) {
            this.item = item;
        }

        @Override
        public void subscribe(UniSubscriber<? super Object> subscriber) {
            AbstractUni.subscribe(Uni.createFrom().item(item), subscriber);
        }
    }
}
