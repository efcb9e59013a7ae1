package dev.natsmesh.shop.storefront;

import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.NatsMeshException;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.UnknownSku;

/** What customers see of the failures behind the storefront. */
class Failures {

    /**
     * @param error the kind of failure
     * @param message what happened, for people
     */
    record Problem(String error, String message) {
    }

    // tag::declared[]
    @ServerExceptionMapper
    RestResponse<Problem> unknown(UnknownSku failure) {
        return answer(Status.NOT_FOUND, failure);
    }

    @ServerExceptionMapper
    RestResponse<Problem> soldOut(OutOfStock failure) {
        return answer(Status.CONFLICT, failure);
    }
    // end::declared[]

    @ServerExceptionMapper
    RestResponse<Problem> invalid(InvalidArgumentsException failure) {
        return answer(Status.BAD_REQUEST, failure);
    }

    @ServerExceptionMapper
    RestResponse<Problem> late(CallTimeoutException failure) {
        return answer(Status.GATEWAY_TIMEOUT, failure);
    }

    @ServerExceptionMapper
    RestResponse<Problem> late(TimeoutException failure) {
        return answer(Status.GATEWAY_TIMEOUT, failure);
    }

    @ServerExceptionMapper
    RestResponse<Problem> broken(NatsMeshException failure) {
        return answer(Status.BAD_GATEWAY, failure);
    }

    private static RestResponse<Problem> answer(Status status, Throwable failure) {
        return RestResponse.status(status, new Problem(failure.getClass().getSimpleName(), failure.getMessage()));
    }
}
