package dev.natsmesh;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rules that keep the runtime's packages apart. Libraries that an application may lack are known to one package each. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ArchitectureTest.ThisModule.class)
class ArchitectureTest {

    static final String ROOT = "dev.natsmesh";

    private static final String RUNTIME = ROOT + ".runtime";
    /** From the lowest to the highest. A package that is missing here breaks the rule: it needs a place. */
    private static final List<List<String>> LAYERS = List.of(
            List.of(ROOT, ROOT + ".codec", ROOT + ".discovery", ROOT + ".traffic"),
            List.of(RUNTIME + ".config", RUNTIME + ".call"),
            List.of(RUNTIME + ".protocol"),
            List.of(RUNTIME + ".codec", RUNTIME + ".transport"),
            List.of(RUNTIME + ".resilience", RUNTIME + ".routing", RUNTIME + ".security", RUNTIME + ".discovery",
                    RUNTIME + ".messaging", RUNTIME + ".protobuf", RUNTIME + ".cbor", RUNTIME + ".validation",
                    RUNTIME + ".stream", RUNTIME + ".overload", RUNTIME + ".deduplication",
                    RUNTIME + ".traffic"),
            List.of(RUNTIME + ".observability"),
            List.of(RUNTIME + ".client", RUNTIME + ".server"),
            List.of(RUNTIME, RUNTIME + ".graal"),
            List.of(RUNTIME + ".health", RUNTIME + ".devui", RUNTIME + ".management"));

    @ArchTest
    static final ArchRule importsOnlyFromLowerLayers = classes().should(new ImportOnlyFromLowerLayers());

    @ArchTest
    static final ArchRule noPackageCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTransportKnowsJnats = noClasses().that().resideOutsideOfPackage(RUNTIME + ".transport..")
            .should().dependOnClassesThat().resideInAPackage("io.nats..");

    @ArchTest
    static final ArchRule onlyObservabilityKnowsOpenTelemetryAndMicrometer = noClasses().that()
            .resideOutsideOfPackage(RUNTIME + ".observability")
            .should().dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..", "io.quarkus.opentelemetry..", "io.micrometer..");

    @ArchTest
    static final ArchRule onlyHealthKnowsHealthChecks = noClasses().that().resideOutsideOfPackage(RUNTIME + ".health")
            .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.microprofile.health..", "io.smallrye.health..");

    @ArchTest
    static final ArchRule onlyManagementKnowsVertxWeb = noClasses().that().resideOutsideOfPackage(RUNTIME + ".management")
            .should().dependOnClassesThat().resideInAPackage("io.vertx.ext.web..");

    @ArchTest
    static final ArchRule onlyProtobufKnowsProtobuf = noClasses().that().resideOutsideOfPackage(RUNTIME + ".protobuf")
            .should().dependOnClassesThat().resideInAPackage("com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyCborKnowsItsDataFormat = noClasses().that().resideOutsideOfPackage(RUNTIME + ".cbor")
            .should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.dataformat.cbor..");

    @ArchTest
    static final ArchRule onlyValidationKnowsBeanValidation = noClasses().that()
            .resideOutsideOfPackage(RUNTIME + ".validation")
            .should().dependOnClassesThat().resideInAPackage("jakarta.validation..");

    /** What every application loads must not lead to a class of a library that it may lack. */
    @ArchTest
    static final ArchRule onlyTheBuildNamesWhatNeedsALibrary = noClasses().that()
            .resideOutsideOfPackages(RUNTIME + ".observability", RUNTIME + ".health", RUNTIME + ".protobuf",
                    RUNTIME + ".cbor", RUNTIME + ".validation", RUNTIME + ".management")
            .should().dependOnClassesThat(new NeedsAnOptionalLibrary());

    /** What this module is built to, not its tests nor their kit. */
    static final class ThisModule implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("/dev/natsmesh/testkit/");
        }
    }

    private static final class ImportOnlyFromLowerLayers extends ArchCondition<JavaClass> {

        private static final Map<String, Integer> LAYER_OF = new HashMap<>();

        static {
            for (int layer = 0; layer < LAYERS.size(); layer++) {
                for (String name : LAYERS.get(layer)) {
                    LAYER_OF.put(name, layer);
                }
            }
        }

        ImportOnlyFromLowerLayers() {
            super("import only from layers below their own");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String from = type.getPackageName();
            if (!LAYER_OF.containsKey(from)) {
                events.add(SimpleConditionEvent.violated(type, "%s: the package is in no layer".formatted(type.getName())));
                return;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String to = dependency.getTargetClass().getPackageName();
                boolean ours = to.equals(ROOT) || to.startsWith(ROOT + ".");
                // Within layer 0, the packages that users see, there is no order but that of cycles.
                boolean allowed = !ours || to.equals(from) || LAYER_OF.getOrDefault(to, Integer.MAX_VALUE) < LAYER_OF.get(from)
                        || LAYER_OF.get(from) == 0 && LAYER_OF.getOrDefault(to, Integer.MAX_VALUE) == 0;
                if (!allowed) {
                    events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                }
            }
        }
    }
}
