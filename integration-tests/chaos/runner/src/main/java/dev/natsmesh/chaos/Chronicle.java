package dev.natsmesh.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.natsmesh.chaos.contract.CallRecord;

/** Which event happened when. */
final class Chronicle {

    private final List<EventWindow> windows = new ArrayList<>();

    /** @param window begins after the end of the one before */
    void add(EventWindow window) {
        windows.add(window);
    }

    List<EventWindow> windows() {
        return List.copyOf(windows);
    }

    /** The event that a call met, the first if it met several. */
    Optional<EventWindow> metBy(CallRecord call) {
        int from = 0;
        int to = windows.size();
        while (from < to) {
            int middle = (from + to) / 2;
            if (windows.get(middle).end() < call.begun()) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from < windows.size() && windows.get(from).begin() <= call.ended()
                ? Optional.of(windows.get(from))
                : Optional.empty();
    }
}
