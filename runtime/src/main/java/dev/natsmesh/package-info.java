/** What applications import: the annotations that declare contracts and services, and the exceptions a call can end with. */
package dev.natsmesh;
