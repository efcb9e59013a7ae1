package dev.natsmesh.runtime.server;

import dev.natsmesh.ServiceException;
import dev.natsmesh.runtime.call.Call;
import dev.natsmesh.runtime.call.Completion;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.codec.ErrorCodec;

/** Doesn't begin a call whose caller has already given up. */
final class LateCalls implements Stage {

    private final Stage next;

    LateCalls(Stage next) {
        this.next = next;
    }

    @Override
    public void handle(Call call, Completion completion) {
        if (isLate(call)) {
            completion.failure(failure());
        } else {
            next.handle(call, completion);
        }
    }

    static boolean isLate(Call call) {
        return call.deadline() != null && call.deadline().hasPassed();
    }

    /** What late calls end with. */
    static ServiceException failure() {
        return new ServiceException(ErrorCodec.TOO_LATE, "The deadline passed before the call began");
    }
}
