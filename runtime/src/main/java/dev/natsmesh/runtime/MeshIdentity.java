package dev.natsmesh.runtime;

/**
 * Who this process is.
 *
 * @param application the application's name
 * @param version the application's version
 * @param instance unique for each start of the application
 */
public record MeshIdentity(String application, String version, String instance) {

    /** The form that travels with calls. */
    @Override
    public String toString() {
        return application + "/" + version + "/" + instance;
    }
}
