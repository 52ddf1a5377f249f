package io.discret.query;

import io.discret.spi.QueryPlan;

/** Hold a checked query: what to read, and the variables it needs. Immutable. */
public record Query(QueryPlan plan, Variables variables) {}
