package dev.natsmesh.deployment.service;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Vetoed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.QuarkusUnitTest;

/** Several classes for one contract, of which the build leaves one. */
class ExclusiveServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication
            .of(Profiled.class, InTests.class, Elsewhere.class, Switched.class, On.class, Off.class, Chosen.class, Kept.class,
                    Unselected.class, Withdrawn.class, Listed.class)
            .overrideConfigKey("greeting.style", "on")
            .overrideConfigKey("quarkus.arc.exclude-types", Listed.class.getName());

    @NatsClient
    Profiled profiled;
    @NatsClient
    Switched switched;
    @NatsClient
    Chosen chosen;

    @Test
    void buildProfileChooses() {
        assertThat(profiled.who()).isEqualTo("in tests");
    }

    @Test
    void buildPropertyChooses() {
        assertThat(switched.who()).isEqualTo("on");
    }

    @Test
    void whatIsNoBeanDoesNotServe() {
        assertThat(chosen.who()).isEqualTo("kept");
    }

    @NatsClient("profiled")
    public interface Profiled {
        String who();
    }

    @NatsService
    @IfBuildProfile("test")
    public static class InTests implements Profiled {
        @Override
        public String who() {
            return "in tests";
        }
    }

    /** Another version would be a mistake of its own, if both served. */
    @NatsService(version = "2.0.0")
    @UnlessBuildProfile("test")
    public static class Elsewhere implements Profiled {
        @Override
        public String who() {
            return "elsewhere";
        }
    }

    @NatsClient("switched")
    public interface Switched {
        String who();
    }

    @NatsService
    @IfBuildProperty(name = "greeting.style", stringValue = "on")
    public static class On implements Switched {
        @Override
        public String who() {
            return "on";
        }
    }

    @NatsService
    @IfBuildProperty(name = "greeting.style", stringValue = "off")
    public static class Off implements Switched {
        @Override
        public String who() {
            return "off";
        }
    }

    @NatsClient("chosen")
    public interface Chosen {
        String who();
    }

    @NatsService
    public static class Kept implements Chosen {
        @Override
        public String who() {
            return "kept";
        }
    }

    @NatsService
    @Alternative
    public static class Unselected extends Kept {
        @Override
        public String who() {
            return "unselected";
        }
    }

    @NatsService
    @Vetoed
    public static class Withdrawn extends Kept {
        @Override
        public String who() {
            return "withdrawn";
        }
    }

    @NatsService
    public static class Listed extends Kept {
        @Override
        public String who() {
            return "listed";
        }
    }
}
