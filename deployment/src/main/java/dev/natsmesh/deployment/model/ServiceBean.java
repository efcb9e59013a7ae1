package dev.natsmesh.deployment.model;

import java.util.List;

import org.jboss.jandex.ClassInfo;

/**
 * A class that is annotated with {@code @NatsService}.
 *
 * @param type the class
 * @param version the version of what it serves
 * @param description one sentence, may be empty
 * @param contracts the contracts that it implements
 */
public record ServiceBean(ClassInfo type, String version, String description, List<Contract> contracts) {

    /** Whether it is such a class at all; one that is may still be vetoed, or excluded by the build. */
    public boolean canBeABean() {
        return !type.isInterface() && !type.isAbstract();
    }
}
