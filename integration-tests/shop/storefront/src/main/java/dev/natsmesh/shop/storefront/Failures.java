package dev.natsmesh.shop.storefront;

import java.util.Map;

import jakarta.ws.rs.core.Response.Status;

import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.natsmesh.CallRefusedException;
import dev.natsmesh.CallTimeoutException;
import dev.natsmesh.InvalidArgumentsException;
import dev.natsmesh.NatsMeshException;
import dev.natsmesh.NoRespondersException;
import dev.natsmesh.ServiceException;
import dev.natsmesh.shop.OutOfStock;
import dev.natsmesh.shop.UnknownSku;

/** What customers see of the failures behind the storefront. */
// tag::mappers[]
class Failures {

    // end::mappers[]
    /**
     * @param error the kind of failure
     * @param message what happened, for people
     * @param details what a program needs to know of it
     */
    record Problem(String error, String message, Map<String, Object> details) {
    }

    // tag::mappers[]
    @ServerExceptionMapper
    RestResponse<Problem> unknown(UnknownSku failure) {
        return answer(Status.NOT_FOUND, failure, Map.of("sku", failure.getSku()));
    }

    @ServerExceptionMapper
    RestResponse<Problem> soldOut(OutOfStock failure) {
        return answer(Status.CONFLICT, failure, Map.of("sku", failure.getSku(), "left", failure.getLeft()));
    }

    @ServerExceptionMapper // <1>
    RestResponse<Problem> invalid(InvalidArgumentsException failure) {
        return answer(Status.BAD_REQUEST, failure, Map.of("violations", failure.violations()));
    }

    @ServerExceptionMapper // <2>
    RestResponse<Problem> refused(CallRefusedException failure) {
        return answer(Status.fromStatusCode(failure.code()), failure, Map.of());
    }

    @ServerExceptionMapper // <3>
    RestResponse<Problem> failed(ServiceException failure) {
        return answer(Status.BAD_GATEWAY, failure, Map.of("code", failure.code()));
    }

    @ServerExceptionMapper
    RestResponse<Problem> closed(NoRespondersException failure) {
        return answer(Status.SERVICE_UNAVAILABLE, failure, Map.of());
    }

    @ServerExceptionMapper
    RestResponse<Problem> late(CallTimeoutException failure) {
        return answer(Status.GATEWAY_TIMEOUT, failure, Map.of());
    }

    @ServerExceptionMapper // <4>
    RestResponse<Problem> late(TimeoutException failure) {
        return answer(Status.GATEWAY_TIMEOUT, failure, Map.of());
    }

    @ServerExceptionMapper // <5>
    RestResponse<Problem> broken(NatsMeshException failure) {
        return answer(Status.BAD_GATEWAY, failure, Map.of());
    }
    // end::mappers[]

    private static RestResponse<Problem> answer(Status status, Throwable failure, Map<String, Object> details) {
        return RestResponse.status(status,
                new Problem(failure.getClass().getSimpleName(), failure.getMessage(), details));
    }
    // tag::mappers[]
}
// end::mappers[]
