package dev.natsmesh.runtime.call;

import java.util.function.Consumer;

/** The checks of one operation's values that come up later than its method is called, or returns. A check throws. */
public interface ValueChecks {

    /** There are none. */
    ValueChecks NONE = new ValueChecks() {

        @Override
        public Consumer<Object> ofResults() {
            return null;
        }

        @Override
        public Consumer<Object> ofItems(Object[] arguments) {
            return null;
        }
    };

    /** @return checks a result that came asynchronously, or an item of a stream that is the result; {@code null} for no check */
    Consumer<Object> ofResults();

    /**
     * @param arguments those of one call
     * @return checks the items of the stream that is among them, one after the other; {@code null} for no check
     */
    Consumer<Object> ofItems(Object[] arguments);
}
