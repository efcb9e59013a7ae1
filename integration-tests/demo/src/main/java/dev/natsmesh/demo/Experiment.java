package dev.natsmesh.demo;

/**
 * One claim about the mesh, tried on running processes. It finds the shop in its usual shape, and may kill, add and stop what it
 * likes: the shape is restored before the next one.
 */
interface Experiment {

    /** One word, the way it is printed. */
    String name();

    /**
     * Does it. Whatever it throws is a failure.
     *
     * @param findings takes what was measured and what was expected of it
     */
    void run(Shop shop, Findings findings) throws Exception;
}
