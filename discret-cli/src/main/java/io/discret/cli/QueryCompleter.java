package io.discret.cli;

import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers keywords, entities and fields; knows no entity before it is told of a model. Safe for use by any thread. */
final class QueryCompleter implements Completer {
    private volatile ModelNames model = new ModelNames(Map.of());

    /** Complete names of this model from now on. */
    void use(ModelNames names) {
        model = names;
    }

    ModelNames model() {
        return model;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor() - line.wordCursor());
        for (String word : Completions.after(model, before)) {
            boolean name = Completions.isNamePart(word.charAt(word.length() - 1));
            candidates.add(new Candidate(word, word.strip(), null, null, null, null, name));
        }
    }
}
