package dev.natsmesh.runtime.overload;

/** How many calls may run at once. Its gate calls it from one thread at a time. */
interface ConcurrencyLimit {

    /** At least 1. */
    int current();

    /**
     * A call has ended.
     *
     * @param began when it began, on the clock of the gate
     * @param now when it ended
     * @param running how many ran until then, itself included
     */
    void ended(long began, long now, int running);

    /** Always the same. */
    static ConcurrencyLimit of(int calls) {
        return new ConcurrencyLimit() {

            @Override
            public int current() {
                return calls;
            }

            @Override
            public void ended(long began, long now, int running) {
                // Nothing is learned from it.
            }
        };
    }
}
