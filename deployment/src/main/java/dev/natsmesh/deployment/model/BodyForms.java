package dev.natsmesh.deployment.model;

import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import dev.natsmesh.codec.ContentType;

/** Knows which forms of bodies there are, and which one a body has. */
final class BodyForms {

    static final DotName CONTENT_TYPE = DotName.createSimple(ContentType.class);
    static final String JSON = "application/json";

    private BodyForms() {
    }

    /** The content type of bodies whose types have no form of their own. */
    static String asked(Contract contract, ContractMethod method) {
        return Stream.of(method.info().declaredAnnotation(CONTENT_TYPE), contract.type().declaredAnnotation(CONTENT_TYPE))
                .filter(annotation -> annotation != null).map(AnnotationInstance::value).map(value -> value.asString())
                .findFirst().orElse(JSON);
    }
}
