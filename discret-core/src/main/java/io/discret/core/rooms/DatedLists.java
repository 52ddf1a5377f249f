package io.discret.core.rooms;

import io.discret.api.DiscretException;
import io.discret.api.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements by subject, dates ascending (docs/protocol/30 §2 R2). Used by one thread. */
final class DatedLists<K, T extends Dated> {
    private final Map<K, List<T>> lists = new LinkedHashMap<>();
    private final ErrorCode disorder;

    /** Start empty; {@code disorder} tells what is wrong with a date that runs backwards. */
    DatedLists(ErrorCode disorder) {
        this.disorder = disorder;
    }

    void putAll(Map<K, List<T>> start) {
        start.forEach((subject, statements) -> lists.put(subject, new ArrayList<>(statements)));
    }

    /** Equal dates are allowed: of those the last appended holds. */
    void append(K subject, T statement) {
        List<T> list = lists.getOrDefault(subject, List.of());
        if (!list.isEmpty() && list.get(list.size() - 1).date() > statement.date()) {
            throw new DiscretException(
                    disorder,
                    "A room has a later statement on the same subject already; correct the clock of this device.");
        }
        lists.computeIfAbsent(subject, none -> new ArrayList<>()).add(statement);
    }

    /** After all statements of the same or an earlier date. */
    void insert(K subject, T statement) {
        List<T> list = lists.computeIfAbsent(subject, none -> new ArrayList<>());
        int at = list.size();
        while (at > 0 && list.get(at - 1).date() > statement.date()) {
            at--;
        }
        list.add(at, statement);
    }

    List<T> of(K subject) {
        return lists.getOrDefault(subject, List.of());
    }

    Map<K, List<T>> build() {
        Map<K, List<T>> built = new LinkedHashMap<>();
        lists.forEach((subject, statements) -> built.put(subject, List.copyOf(statements)));
        return built;
    }
}
