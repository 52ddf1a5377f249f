package io.discret.assembling;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The poms a user would write. */
final class Poms {
    private static final String VERSION = System.getProperty("discret.version");
    private static final String HEAD = "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">"
            + "<modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><version>1</version>";

    private Poms() {}

    /** Everything but our own modules is taken from what the build of these tests has downloaded. */
    static String settings(URI mirror) {
        return "<settings><mirrors><mirror><id>downloaded</id><mirrorOf>*</mirrorOf><url>" + mirror
                + "</url></mirror></mirrors></settings>";
    }

    static String all(List<Combination> combinations) {
        String modules =
                combinations.stream().map(c -> "<module>" + c + "</module>").collect(Collectors.joining());
        return HEAD + "<artifactId>chats</artifactId><packaging>pom</packaging><modules>" + modules
                + "</modules></project>";
    }

    static String one(Combination combination) {
        return HEAD + "<artifactId>chat-" + combination + "</artifactId>"
                + "<properties><maven.compiler.release>17</maven.compiler.release>"
                + "<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>"
                + "<dependencyManagement><dependencies><dependency><groupId>io.discret</groupId>"
                + "<artifactId>discret-bom</artifactId><version>" + VERSION + "</version><type>pom</type>"
                + "<scope>import</scope></dependency></dependencies></dependencyManagement><dependencies>"
                + ours("discret-api") + ours("discret-core") + ours("discret-discovery-mdns")
                + ours("discret-crypto-bouncycastle") + ours("discret-store-" + combination.store())
                + ours("discret-transport-" + combination.transport()) + signer(combination.signer())
                + "</dependencies><build><plugins>"
                + plugin("maven-clean-plugin", "3.5.0", "")
                + plugin("maven-resources-plugin", "3.3.1", "")
                + plugin("maven-compiler-plugin", "3.14.1", "")
                + plugin("maven-surefire-plugin", "3.5.4", "")
                + plugin(
                        "maven-jar-plugin",
                        "3.4.2",
                        "<configuration><outputDirectory>${project.build.directory}/lib</outputDirectory></configuration>")
                + plugin(
                        "maven-dependency-plugin",
                        "3.8.1",
                        "<executions><execution><phase>package</phase><goals><goal>copy-dependencies</goal></goals>"
                                + "<configuration><includeScope>runtime</includeScope><outputDirectory>"
                                + "${project.build.directory}/lib</outputDirectory></configuration></execution></executions>")
                + "</plugins></build></project>";
    }

    private static String signer(String signer) {
        return switch (signer) {
            case "bouncycastle" -> "";
            case "corretto" ->
                ours("discret-crypto-corretto")
                        + "<dependency><groupId>software.amazon.cryptools</groupId>"
                        + "<artifactId>AmazonCorrettoCryptoProvider</artifactId><version>"
                        + System.getProperty("corretto.version") + "</version><classifier>"
                        + System.getProperty("corretto.platform") + "</classifier></dependency>";
            default -> ours("discret-crypto-" + signer);
        };
    }

    private static String ours(String artifact) {
        return "<dependency><groupId>io.discret</groupId><artifactId>" + artifact + "</artifactId></dependency>";
    }

    private static String plugin(String artifact, String version, String more) {
        return "<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>" + artifact + "</artifactId><version>"
                + version + "</version>" + more + "</plugin>";
    }
}
