package dev.natsmesh.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges a policy as a whole and collects all that is wrong with it. */
final class PolicyProblems {

    private static final int ALL = 1000;
    private static final int MOST_RETRIES = 100;
    private static final int FIRST_ABORT = 400;
    private static final int LAST_ABORT = 599;
    /** What RFC 9110 calls a token. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern SERVICE_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final List<PolicyProblem> problems = new ArrayList<>();

    List<PolicyProblem> of(TrafficPolicy policy) {
        split(policy.split());
        for (int i = 0; i < policy.rules().size(); i++) {
            rule("rules[" + i + "]", policy.rules().get(i));
        }
        policy.mirror().ifPresent(this::mirror);
        for (int i = 0; i < policy.faults().size(); i++) {
            fault("faults[" + i + "]", policy.faults().get(i));
        }
        positive("timeout", policy.timeout());
        policy.retries().ifPresent(retries -> {
            within("retries.maxRetries", retries.maxRetries(), 0, MOST_RETRIES);
            retries.delay().filter(Duration::isNegative)
                    .ifPresent(delay -> problem("retries.delay", "%s is negative, expected a pause".formatted(delay)));
        });
        policy.ejection().ifPresent(ejection -> {
            within("ejection.maxFailures", ejection.maxFailures(), 1, Integer.MAX_VALUE);
            positive("ejection.backOff", ejection.backOff());
        });
        return List.copyOf(problems);
    }

    private void split(List<VersionShare> split) {
        Set<String> versions = new HashSet<>();
        long sum = 0;
        for (int i = 0; i < split.size(); i++) {
            VersionShare share = split.get(i);
            String path = "split[" + i + "]";
            version(path + ".version", share.version());
            percentage(path + ".percent", share.perMille());
            if (!versions.add(share.version())) {
                problem(path + ".version", "%s is there twice, expected one share for each version".formatted(share.version()));
            }
            sum += share.perMille();
        }
        if (!split.isEmpty() && sum != ALL) {
            problem("split", "the shares add up to %s %%, expected 100 %%".formatted(percent(sum)));
        }
    }

    private void rule(String path, VersionRule rule) {
        if (rule.header().isEmpty() && rule.caller().isEmpty()) {
            problem(path, "it matches no call, expected a header or a caller");
        }
        rule.header().ifPresent(header -> header(path, header));
        rule.caller().filter(String::isBlank)
                .ifPresent(caller -> problem(path + ".caller", "it is empty, expected an application's name"));
        version(path + ".version", rule.version());
    }

    private void mirror(Mirror mirror) {
        if (mirror.version().isPresent() == mirror.service().isPresent()) {
            problem("mirror", "it has %s, expected either a version or a service"
                    .formatted(
                            mirror.version().isPresent() ? "both a version and a service" : "neither a version nor a service"));
        }
        mirror.version().ifPresent(version -> version("mirror.version", version));
        mirror.service().filter(service -> !SERVICE_NAME.matcher(service).matches())
                .ifPresent(service -> problem("mirror.service",
                        "'%s' is no service's name, expected letters, digits, - and _".formatted(service)));
        percentage("mirror.percent", mirror.perMille());
    }

    private void fault(String path, Fault fault) {
        if (fault.delay().isEmpty() && fault.abort().isEmpty() && !fault.dropReply()) {
            problem(path, "it does nothing, expected a delay, an abort or dropReply");
        }
        if (fault.abort().isPresent() && fault.dropReply()) {
            problem(path, "it has both abort and dropReply, but a call that is aborted has no reply; expected one of them");
        }
        fault.header().ifPresent(header -> header(path, header));
        percentage(path + ".percent", fault.perMille());
        positive(path + ".delay", fault.delay());
        fault.abort().ifPresent(code -> within(path + ".abort", code, FIRST_ABORT, LAST_ABORT));
    }

    private void header(String path, HeaderMatch header) {
        if (!HEADER_NAME.matcher(header.name()).matches()) {
            problem(path + ".header", "'%s' is no header's name".formatted(header.name()));
        }
        header.value().filter(value -> !HEADER_VALUE.matcher(value).matches()).ifPresent(
                value -> problem(path + ".value",
                        "it has characters that no header's value can have, expected printable ASCII"));
    }

    private void version(String path, String version) {
        if (!SemanticVersion.isOne(version)) {
            problem(path, "'%s' is no semantic version, expected one as in 1.3.0".formatted(version));
        }
    }

    private void percentage(String path, int perMille) {
        if (perMille < 0 || perMille > ALL) {
            problem(path, "%s is out of range, expected 0 to 100".formatted(percent(perMille)));
        }
    }

    private void positive(String path, Optional<Duration> duration) {
        duration.filter(value -> value.isNegative() || value.isZero())
                .ifPresent(value -> problem(path, "%s is too short, expected more than 0".formatted(value)));
    }

    private void within(String path, int value, int least, int most) {
        if (value < least || value > most) {
            problem(path, most == Integer.MAX_VALUE
                    ? "%d is out of range, expected %d or more".formatted(value, least)
                    : "%d is out of range, expected %d to %d".formatted(value, least, most));
        }
    }

    private void problem(String path, String message) {
        problems.add(new PolicyProblem(path, message));
    }

    private static String percent(long perMille) {
        return perMille % 10 == 0 ? Long.toString(perMille / 10) : Double.toString(perMille / 10.0);
    }
}
