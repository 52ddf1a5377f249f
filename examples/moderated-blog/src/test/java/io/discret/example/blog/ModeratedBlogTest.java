package io.discret.example.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.discret.api.AccessDeniedException;
import io.discret.api.Event;
import io.discret.api.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three people with real files and a real network of one machine. */
class ModeratedBlogTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void readers_comment_a_moderator_removes_and_the_owner_excludes() throws InterruptedException {
        try (ModeratedBlog owner = open("owner");
                ModeratedBlog troll = open("troll");
                ModeratedBlog friend = open("friend")) {
            // Given a blog with a post and two readers
            String blog = owner.create();
            String post = owner.post(blog, "Hello", "The first post.");
            troll.join(owner.inviteReader(blog));
            friend.join(owner.inviteReader(blog));
            await(troll, () -> troll.posts(blog).contains("Hello"));
            await(friend, () -> friend.posts(blog).contains("Hello"));

            // When one of them comments badly, then only a moderator can take that away
            String bad = troll.comment(blog, post, "buy my watches");
            friend.comment(blog, post, "welcome");
            await(friend, () -> texts(friend, blog).contains("buy my watches"));
            await(owner, () -> texts(owner, blog).size() == 2);
            assertThatThrownBy(() -> friend.remove(bad)).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> friend.post(blog, "Mine", "too")).isInstanceOf(AccessDeniedException.class);
            owner.makeModerator(blog, friend.user());
            await(friend, () -> attempt(() -> friend.remove(bad)));
            await(owner, () -> texts(owner, blog).equals(List.of("welcome")));

            // When the owner excludes the reader, then nothing he writes arrives any more, and nothing goes to him
            owner.exclude(blog, troll.user());
            attempt(() -> troll.comment(blog, post, "more watches"));
            friend.comment(blog, post, "good riddance");
            await(owner, () -> texts(owner, blog).contains("good riddance"));
            assertThat(texts(owner, blog)).containsExactly("welcome", "good riddance");
            assertThat(texts(troll, blog)).doesNotContain("good riddance");
            assertThat(owner.comments(blog)).allSatisfy(comment -> {
                assertThat(comment.verifying_key()).isEqualTo(friend.user());
                assertThat(comment.post().title()).isEqualTo("Hello");
            });
        }
    }

    private ModeratedBlog open(String name) {
        return new ModeratedBlog(name, "a pass phrase".toCharArray(), folder.resolve(name));
    }

    private static List<String> texts(ModeratedBlog who, String blog) {
        return who.comments(blog).stream().map(ModeratedBlog.Comment::text).toList();
    }

    /** Rights take a moment to arrive; whether the deed was allowed. */
    private static boolean attempt(Runnable deed) {
        try {
            deed.run();
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /** Wait until something is so, looking again at whatever happens. */
    private static void await(ModeratedBlog who, BooleanSupplier reached) throws InterruptedException {
        Semaphore happened = new Semaphore(1);
        Events.Subscription subscription = who.app().events().onEvent(Event.class, event -> happened.release());
        try {
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!reached.getAsBoolean()) {
                assertThat(System.nanoTime()).as("waited for %s", LIMIT).isLessThan(end);
                happened.tryAcquire(1, TimeUnit.SECONDS);
            }
        } finally {
            subscription.close();
        }
    }
}
