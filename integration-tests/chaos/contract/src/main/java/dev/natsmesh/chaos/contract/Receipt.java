package dev.natsmesh.chaos.contract;

/**
 * The answer.
 *
 * @param id what was asked for
 * @param by the instance that answers
 */
public record Receipt(String id, String by) {
}
