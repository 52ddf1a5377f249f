package io.discret.spi;

/** Hold the clock, the random source and the scheduler: everything that makes two runs differ. */
public record Environment(Clock clock, RandomSource random, Scheduler scheduler) {}
