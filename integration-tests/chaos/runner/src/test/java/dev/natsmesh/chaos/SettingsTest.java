package dev.natsmesh.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @AfterEach
    void forget() {
        List.of("chaos.seed", "chaos.minutes", "chaos.events", "chaos.rate").forEach(System::clearProperty);
    }

    @Test
    void areThreeHundredEventsInTwentyMinutesUnlessTheyAreSet() {
        Settings settings = Settings.ofSystemProperties();
        assertThat(settings.atLeast()).isEqualTo(Duration.ofMinutes(20));
        assertThat(settings.leastEvents()).isEqualTo(300);
        assertThat(settings.kinds()).isEqualTo(EnumSet.allOf(EventKind.class));
    }

    @Test
    void areReadFromSystemProperties() {
        System.setProperty("chaos.seed", "42");
        System.setProperty("chaos.minutes", "0.5");
        System.setProperty("chaos.events", "cut-route, kill-server");
        System.setProperty("chaos.rate", "");
        assertThat(Settings.ofSystemProperties()).isEqualTo(new Settings(42,
                EnumSet.of(EventKind.KILL_SERVER, EventKind.CUT_ROUTE), 500, Duration.ofSeconds(30), 8));
    }

    @Test
    void sayWhatIsExpected() {
        System.setProperty("chaos.events", "earthquake");
        assertThatThrownBy(Settings::ofSystemProperties).hasMessageContaining("chaos.events")
                .hasMessageContaining("'earthquake'").hasMessageContaining("kill-server, freeze-server");
    }
}
