package dev.natsmesh.runtime.validation;

import jakarta.inject.Singleton;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

import dev.natsmesh.Response;

/** Lets types have constraints on the body of a {@code Response}. */
@Singleton
public class ResponseValues implements ValueExtractor<Response<@ExtractedValue ?>> {

    @Override
    public void extractValues(Response<?> response, ValueReceiver receiver) {
        receiver.value(null, response.body());
    }
}
