package io.discret.example.blog;

import io.discret.api.Configuration;
import io.discret.api.DefaultRoom;
import io.discret.api.Discret;
import io.discret.api.KeyMaterial;
import io.discret.api.Parameters;
import io.discret.api.Uid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A blog: its owner writes posts, readers write comments, moderators take comments of others away, and a reader who does
 * not behave loses the right to comment. Safe for use by any thread.
 */
public final class ModeratedBlog implements AutoCloseable {
    private static final String MODEL =
            """
            blog {
                Post { title: String, body: String }
                Comment { text: String, post: blog.Post nullable }
            }""";

    /** What each group of people may write; who is in one of them reads everything. */
    private static final String NEW_BLOG =
            """
            mutate { blog: sys.Room {
                admin: [{ verif_key: $me }]
                authorisations: [
                    {
                        name: "authors"
                        rights: [{ entity: "blog.Post" mutate_self: true mutate_all: true }]
                        users: [{ verif_key: $me }]
                    },
                    {
                        name: "readers"
                        rights: [{ entity: "blog.Comment" mutate_self: true mutate_all: false }]
                    },
                    {
                        name: "moderators"
                        rights: [{ entity: "blog.Comment" mutate_self: true mutate_all: true }]
                    }
                ]
            } }""";

    private static final String GROUPS = "query { rooms: sys.Room(id = $blog) { authorisations { id name } } }";

    /** A dated statement: it counts from now on, and what was written before stays. */
    private static final String STATEMENT =
            """
            mutate { sys.Room { id: $blog authorisations: [{
                id: $group users: [{ verif_key: $user enabled: $enabled }]
            }] } }""";

    private static final String POST = "mutate { post: blog.Post { room_id: $blog title: $title body: $body } }";
    private static final String POSTS =
            "query { posts: blog.Post(room_id = $blog, order_by(cdate desc, id desc)) { title } }";
    private static final String COMMENT =
            "mutate { comment: blog.Comment { room_id: $blog text: $text post: { id: $post } } }";
    private static final String REMOVE = "delete { blog.Comment { $comment } }";
    private static final String COMMENTS =
            """
            query { comments: blog.Comment(room_id = $blog, order_by(cdate asc, id asc)) {
                id text verifying_key post { title }
            } }""";

    private final Discret app;

    /** Open the database of one person on one device. */
    public ModeratedBlog(String name, char[] passPhrase, Path folder) {
        try (KeyMaterial secret = KeyMaterial.fromPassPhrase(name, passPhrase)) {
            app = Discret.open(Configuration.builder()
                    .model(MODEL)
                    .applicationKey("example.org/moderated-blog")
                    .keyMaterial(secret)
                    .folder(folder)
                    .announceFrequencyInMs(1000)
                    .build());
        }
    }

    /** Make a blog; its id. */
    public String create() {
        return app.mutate(NEW_BLOG, Parameters.of("me", app.verifyingKey())).id("blog");
    }

    /** Make an invite that turns one person into a reader. */
    public byte[] inviteReader(String blog) {
        return app.invite(new DefaultRoom(Uid.parse(blog), Uid.parse(group(blog, "readers"))));
    }

    /** Use an invite. The blog comes as soon as the two devices meet. */
    public void join(byte[] invite) {
        app.acceptInvite(invite);
    }

    /** Let somebody take comments of others away. */
    public void makeModerator(String blog, String user) {
        state(blog, "moderators", user, true);
    }

    /** End the right of a reader to comment, and to read what comes from now on. */
    public void exclude(String blog, String user) {
        state(blog, "readers", user, false);
    }

    /** Write a post; its id. */
    public String post(String blog, String title, String body) {
        return app.mutate(POST, Parameters.of("blog", blog, "title", title, "body", body))
                .id("post");
    }

    /** Write a comment; its id. */
    public String comment(String blog, String post, String text) {
        return app.mutate(COMMENT, Parameters.of("blog", blog, "post", post, "text", text))
                .id("comment");
    }

    /**
     * Take a comment away.
     *
     * @throws io.discret.api.AccessDeniedException when it is somebody else's and one is no moderator
     */
    public void remove(String comment) {
        app.delete(REMOVE, Parameters.of("comment", comment));
    }

    /** The comments of a blog, the oldest first. */
    public List<Comment> comments(String blog) {
        return app.query(COMMENTS, Parameters.of("blog", blog)).list("comments", Comment.class);
    }

    /** The titles of a blog, the newest first; none while the blog has not come yet. */
    public List<String> posts(String blog) {
        return app.query(POSTS, Parameters.of("blog", blog)).list("posts", Post.class).stream()
                .map(Post::title)
                .toList();
    }

    /** The key of the own user, by which others name him. */
    public String user() {
        return app.verifyingKey();
    }

    /** The database, for everything else. */
    public Discret app() {
        return app;
    }

    @Override
    public void close() {
        app.close();
    }

    private void state(String blog, String group, String user, boolean enabled) {
        Parameters statement = Parameters.of("blog", blog, "group", group(blog, group), "user", user);
        app.mutate(STATEMENT, statement.add("enabled", enabled));
    }

    private String group(String blog, String name) {
        return groupIds(blog).getOrDefault(name, "");
    }

    private Map<String, String> groupIds(String blog) {
        return app.query(GROUPS, Parameters.of("blog", blog)).list("rooms", Room.class).stream()
                .map(Room::authorisations)
                .flatMap(List::stream)
                .collect(Collectors.toMap(Group::name, Group::id, (first, second) -> first));
    }

    /**
     * One comment.
     *
     * @param verifying_key who wrote it
     */
    public record Comment(String id, String text, String verifying_key, Post post) {}

    /** A post, as a list shows it. */
    public record Post(String title) {}

    /** A room with its authorisations. */
    public record Room(List<Group> authorisations) {}

    /** One authorisation. */
    public record Group(String id, String name) {}
}
