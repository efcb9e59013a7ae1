package dev.natsmesh.runtime.call;

import java.util.regex.Pattern;

/** The subjects of the wire form, and the names they are made of. */
public final class Subjects {

    /** The queue group of a service's instances (ADR-32). */
    public static final String QUEUE_GROUP = "q";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private Subjects() {
    }

    /** What the subjects begin with on which a service listens to the callers of its streams. */
    public static String streams(String service) {
        return "_MESH.C." + service + ".";
    }

    /** Where a service's instances listen for calls that are given up: a message's body is the call's reply subject. */
    public static String cancellations(String service) {
        return "_MESH.X." + service;
    }

    /** Where one instance is asked to drain: of a service, or of an application that has none, by its name as a token. */
    public static String drain(String name, String instance) {
        return "_MESH.D." + name + "." + instance;
    }

    /** Where every instance of a service listens for the calls of a subject. */
    public static String everyInstance(String service, String subject) {
        return "_MESH.A." + service + "." + within(service, subject);
    }

    /** What the subjects begin with on which one instance of a service listens, whatever its queue group gets. */
    public static String instance(String service, String instance) {
        return "_MESH.I." + service + "." + instance + ".";
    }

    /** What the subjects begin with on which the instances of one version of a service listen, whatever others get. */
    public static String version(String service, String version) {
        return "_MESH.V." + service + "." + version.replace('.', '_') + ".";
    }

    /** Where those who call a service, or {@code *}, are asked for the traffic policy that they follow. */
    public static String traffic(String service) {
        return "_MESH.T." + service;
    }

    /** Where an instance of a service, or {@code *}, says whether it is there. */
    public static String announcements(String service, String instance) {
        return "_MESH.S." + service + "." + instance;
    }

    /** A service's subject without the service's name, if it begins with that. */
    public static String within(String service, String subject) {
        String own = service + ".";
        return subject.startsWith(own) ? subject.substring(own.length()) : subject;
    }

    public static String endpoint(String service, String endpoint) {
        return service + "." + endpoint;
    }

    /** Whether a service or an endpoint may have this name (ADR-32). */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
