package io.discret.benchmarks.versus;

import java.util.List;

/** List everything that is measured, with the goals that were set before. Stateless. */
final class Works {
    private static final int DAY = 100_000;
    private static final int GREAT_DAY = 1_000_000;
    private static final double LOOK_UP_MS = 0.3;

    private Works() {}

    static List<Work> all() {
        return List.of(
                stream(0, "fresh process"),
                stream(1, "next 20,000"),
                stream(5, "after 100,000 rows"),
                Work.compared(
                        Line.less("mutation stream, CPU time", "s / 10⁶ rows", Goal.none()),
                        Writing.streamCpu(20_000, 50)),
                Work.own(
                        List.of(Line.more(
                                "mutation stream, of what the store alone inserts", "share", Goal.least(0.8))),
                        Writing.streamOfStore(20_000)),
                Work.compared(
                        Line.more("mutate one at a time, empty day", "calls/s", Goal.times(5)), Writing.mutate(0, 400)),
                Work.compared(
                        Line.more("mutate one at a time, empty day, after 3,000 calls", "calls/s", Goal.times(5)),
                        Writing.mutateLater(3_000, 400)),
                Work.compared(
                        Line.more("mutate one at a time, 20,000 rows in the day", "calls/s", Goal.none()),
                        Writing.mutate(20_000, 200)),
                Work.own(
                        List.of(
                                Line.more("mutate one at a time, 100,000 rows in the day", "calls/s", Goal.none()),
                                constant("100,000")),
                        Writing.mutateAfter(DAY, 400)),
                Work.lengthy(
                        List.of(
                                Line.more("mutate one at a time, 1,000,000 rows in the day", "calls/s", Goal.none()),
                                constant("1,000,000")),
                        Writing.mutateAfter(GREAT_DAY, 400)),
                Work.own(
                        List.of(Line.more("100 threads calling mutate", "rows/s", Goal.least(20_000))),
                        Writing.threads(100, 40_000)),
                Work.compared(
                        Line.more("first synchronisation, 5,000 rows", "rows/s", Goal.times(1.5)),
                        Meeting.firstSynchronisation(5_000)),
                Work.own(
                        List.of(
                                Line.more(
                                        "first synchronisation, 100,000 rows in one day", "rows/s", Goal.least(25_000)),
                                Line.less("reconnect without changes, 100,000 rows", "ms", Goal.most(50)),
                                Line.less("one changed row in a day of 100,000, traffic", "MB", Goal.most(1)),
                                Line.less("one changed row in a day of 100,000", "ms", Goal.most(200)),
                                Line.less("live propagation, 100,000 rows in the day, median", "ms", Goal.most(4)),
                                Line.less("live propagation, 100,000 rows in the day, p99", "ms", Goal.most(12))),
                        Meeting.largeDay(DAY, 200)),
                Work.lengthy(
                        List.of(
                                Line.more(
                                        "first synchronisation, 1,000,000 rows in one day, heap of 256 MB",
                                        "rows/s",
                                        Goal.none()),
                                Line.more("the same, of the rate at 100,000 (linear time)", "share", Goal.least(0.8))),
                        Meeting.greatDay(DAY, GREAT_DAY)),
                Work.compared(
                        List.of(
                                Line.less("live propagation, median", "ms", Goal.most(4)),
                                Line.less("live propagation, p99", "ms", Goal.most(12))),
                        Meeting.propagation(0, 200)),
                Work.compared(
                        List.of(
                                Line.less("live propagation, 5,000 rows in the day, median", "ms", Goal.none()),
                                Line.less("live propagation, 5,000 rows in the day, p99", "ms", Goal.none())),
                        Meeting.propagation(5_000, 100)),
                new Work(true, false, lookUps("40,000", Goal.none()), Reading.lookUps(40_000, 500, 50)),
                Work.lengthy(lookUps("1,000,000", Goal.most(LOOK_UP_MS)), Reading.lookUps(GREAT_DAY, 500, 500)),
                Work.compared(
                        Line.less("search, frequent word, first 20, 100,000 rows", "ms", Goal.most(20)),
                        Reading.search(DAY, 5)),
                Work.compared(
                        Line.less("nested, 100 parents with 3 children", "ms", Goal.most(10)), Reading.nested(40)),
                Work.compared(
                        List.of(
                                Line.less("open, 100,000 rows, fresh process", "ms", Goal.most(600)),
                                Line.less("memory after the start, 100,000 rows", "MB", Goal.none())),
                        Starting.again(DAY)),
                Work.compared(Line.less("memory of an idle peer", "MB", Goal.most(90)), Starting.idle()),
                Work.lengthy(
                        List.of(
                                Line.less("memory, 1,000,000 rows inserted", "MB", Goal.none()),
                                Line.less("open, 1,000,000 rows, fresh process", "ms", Goal.none()),
                                Line.less("memory, 1,000,000 rows stored", "MB", Goal.most(200))),
                        Starting.great(GREAT_DAY)));
    }

    private static Work stream(int before, String when) {
        return Work.compared(
                Line.more("mutation stream, 20,000 × 50, " + when, "rows/s", Goal.times(1.5)),
                Writing.stream(before, 20_000, 50));
    }

    /** Two measures of the same thing differ by this much on a machine that is not alone. */
    private static Line constant(String rows) {
        return Line.more("the same, of the rate in the empty day (constant), " + rows, "share", Goal.least(0.8));
    }

    private static List<Line> lookUps(String rows, Goal goal) {
        return List.of(
                Line.less("newest page, " + rows + " rows", "ms", goal),
                Line.less("by id, " + rows + " rows", "ms", goal),
                Line.less("indexed filter, " + rows + " rows", "ms", goal));
    }
}
