package io.discret.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads texts from files that a person names. */
final class TextFiles {
    private TextFiles() {}

    /** Read a file of UTF-8; what is wrong with it is said in a sentence. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Failure("There is no file " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new Failure("The file " + file + " is not UTF-8; save it in that encoding.", e);
        } catch (IOException e) {
            throw new Failure("The file " + file + " cannot be read; look at its rights.", e);
        }
    }
}
