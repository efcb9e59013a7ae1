package dev.natsmesh;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Our classes that can't be linked where OpenTelemetry, Micrometer, MicroProfile Health, protobuf, CBOR, Bean Validation or Vert.x Web is missing. */
final class NeedsAnOptionalLibrary extends DescribedPredicate<JavaClass> {

    NeedsAnOptionalLibrary() {
        super("need an optional library");
    }

    @Override
    public boolean test(JavaClass type) {
        return type.getPackageName().startsWith(ArchitectureTest.ROOT) && type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .anyMatch(name -> name.startsWith("io.opentelemetry.") || name.startsWith("io.micrometer.")
                        || name.startsWith("org.eclipse.microprofile.health") || name.startsWith("com.google.protobuf")
                        || name.startsWith("com.fasterxml.jackson.dataformat.cbor") || name.startsWith("jakarta.validation")
                        || name.startsWith("io.vertx.ext.web"));
    }
}
