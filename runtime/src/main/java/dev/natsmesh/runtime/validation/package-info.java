/** Bean Validation, where the application has it. */
package dev.natsmesh.runtime.validation;
