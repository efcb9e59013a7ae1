package dev.natsmesh.runtime.server;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Completion;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.vertx.core.Vertx;

/** Where a service's method runs: always on the call's own context and in a request scope of its own. */
public enum ExecutionModel {

    EVENT_LOOP {
        @Override
        void schedule(Runnable work, Completion completion) {
            work.run();
        }
    },
    WORKER {
        @Override
        void schedule(Runnable work, Completion completion) {
            Vertx.currentContext().executeBlocking(() -> {
                work.run();
                return null;
            }, false).onFailure(completion::failure);
        }
    },
    VIRTUAL_THREAD {
        @Override
        void schedule(Runnable work, Completion completion) {
            VirtualThreadsRecorder.getCurrent().execute(work);
        }
    };

    private static final Logger LOG = Logger.getLogger(ExecutionModel.class);
    /** Code that runs in addition tells its own end. */
    private static final Completion NOBODY = new Completion() {

        @Override
        public void success(Object result) {
            // It has none.
        }

        @Override
        public void failure(Throwable failure) {
            LOG.errorf(failure, "The code of a stream could not run");
        }
    };

    /** Something that calls the application's code. */
    interface Work {
        /** @param completion where its end is told, unless it throws */
        void run(Completion completion) throws Throwable;
    }

    abstract void schedule(Runnable work, Completion completion);

    /** Runs more of a call's code on the current context, which is the call's. */
    final void runAlso(Runnable code) {
        schedule(code, NOBODY);
    }

    /** Runs the work on the current call's context; what it throws, or why it can't run, completes the call. */
    final void run(Work work, Completion completion) {
        ManagedContext requestScope = Arc.container().requestContext();
        requestScope.activate();
        ScopedWork scoped = new ScopedWork(work, requestScope, requestScope.getState(), completion);
        try {
            schedule(scoped, scoped);
        } catch (RuntimeException e) {
            scoped.failure(e);
        }
    }
}
