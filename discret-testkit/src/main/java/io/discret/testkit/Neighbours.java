package io.discret.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Choose who knows whom: several circles through all, in random order, so that nobody is far from anybody. Stateless. */
final class Neighbours {
    private Neighbours() {}

    /** The neighbours of each, by number; whoever is a neighbour has one. */
    static List<Set<Integer>> of(ScaleSettings settings, SplittableRandom random) {
        List<Set<Integer>> known = new ArrayList<>();
        for (int i = 0; i < settings.peers(); i++) {
            known.add(new TreeSet<>());
        }
        if (settings.neighbours() == settings.peers() - 1) {
            for (int one = 0; one < settings.peers(); one++) {
                for (int other = 0; other < one; other++) {
                    join(known, one, other);
                }
            }
        }
        for (int circle = 0; 2 * circle + 2 <= settings.neighbours(); circle++) {
            int[] order = shuffled(settings.peers(), random);
            for (int i = 0; i < order.length; i++) {
                join(known, order[i], order[(i + 1) % order.length]);
            }
        }
        return known;
    }

    private static void join(List<Set<Integer>> known, int one, int other) {
        known.get(one).add(other);
        known.get(other).add(one);
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i + 1);
            order[i] = order[at];
            order[at] = i;
        }
        return order;
    }
}
