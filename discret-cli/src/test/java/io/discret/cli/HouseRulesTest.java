package io.discret.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.discret.spi.Clock;
import io.discret.spi.RandomSource;
import io.discret.spi.Scheduler;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hold the rules that reach into the classes: the engine touches no clock, thread or randomness by itself. */
class HouseRulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.discret");

    /** The languages and the engine are sans-I/O; the real environment is the one place that is not. */
    private static final DescribedPredicate<JavaClass> SANS_IO = new DescribedPredicate<>("sans-I/O classes") {
        @Override
        public boolean test(JavaClass type) {
            return (type.getPackageName().startsWith("io.discret.core")
                            || type.getPackageName().startsWith("io.discret.query"))
                    && !isEnvironment(type);
        }

        /** The real clock, randomness and scheduler; classes that hold one as a lambda are not among them. */
        private boolean isEnvironment(JavaClass type) {
            return type.isAssignableTo(Clock.class)
                    || type.isAssignableTo(RandomSource.class)
                    || type.isAssignableTo(Scheduler.class);
        }
    };

    @Test
    void nothing_sleeps() {
        noClasses().should().callMethodWhere(call(Thread.class, "sleep")).check(CLASSES);
    }

    @Test
    void only_the_command_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.discret.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void the_engine_reads_no_clock() {
        noClasses()
                .that(SANS_IO)
                .should()
                .callMethodWhere(call(System.class, "currentTimeMillis"))
                .orShould()
                .callMethodWhere(call(System.class, "nanoTime"))
                .orShould()
                .callMethodWhere(call(java.time.Instant.class, "now"))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_engine_makes_no_randomness() {
        noClasses()
                .that(SANS_IO)
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callMethodWhere(call(Math.class, "random"))
                .orShould()
                .callMethodWhere(call(java.util.UUID.class, "randomUUID"))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void the_engine_opens_no_socket_and_no_thread() {
        noClasses()
                .that(SANS_IO)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void there_is_no_static_mutable_state() {
        noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("io.discret.query.grammar..")
                .should()
                .notBeFinal()
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> call(Class<?> type, String method) {
        return DescribedPredicate.describe(
                type.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(type)
                        && call.getName().equals(method));
    }
}
