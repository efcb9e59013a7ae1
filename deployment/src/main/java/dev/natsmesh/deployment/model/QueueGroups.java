package dev.natsmesh.deployment.model;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.MethodInfo;

import dev.natsmesh.QueueGroup;
import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.Subjects;

/** Which instances share the requests of an endpoint. */
public final class QueueGroups {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private QueueGroups() {
    }

    /**
     * The queue group of an endpoint, {@code null} for none.
     *
     * @param implementation the method that serves it, in a class of the service
     */
    public static String of(ServiceBean service, MethodInfo implementation, Contract contract, ContractMethod method) {
        if (method.kind() == Operation.Kind.GATHER) {
            return null;
        }
        String nearest = Stream.<AnnotationTarget>of(implementation, method.info(), service.type(), contract.type())
                .map(target -> target.declaredAnnotation(MeshNames.QUEUE_GROUP)).filter(Objects::nonNull)
                .map(annotation -> annotation.value().asString()).findFirst().orElse(Subjects.QUEUE_GROUP);
        return nearest.equals(QueueGroup.NONE) ? null : nearest;
    }

    static boolean isProper(AnnotationInstance annotation) {
        String group = annotation.value().asString();
        return group.equals(QueueGroup.NONE) || NAME.matcher(group).matches();
    }
}
