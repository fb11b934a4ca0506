package io.suture.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.modulith.core.ApplicationModules;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "io.suture.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @Test
    void whenModulesAreVerifiedThenOnlyRootTypesAreShared() {
        ApplicationModules.of(SutureServer.class).verify();
    }

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .that()
            .areNotAssignableTo(SmartLifecycle.class) // started and stopped by the main thread
            .should()
            .callMethod(Mono.class, "block")
            .orShould()
            .callMethod(Flux.class, "blockFirst")
            .orShould()
            .callMethod(Flux.class, "blockLast")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now");

    @ArchTest
    static final ArchRule theClockIsMadeOnce = noClasses()
            .that()
            .resideOutsideOfPackage("io.suture.server.runtime..")
            .should()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule noWeakRandomness =
            noClasses().should().callConstructor(Random.class).orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule signaturesAreModuleTrustsBusiness = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Signature.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Cipher.class)
            .orShould()
            .dependOnClassesThat(resideInAPackage("org.bouncycastle.."));

    @ArchTest
    static final ArchRule nothingIsCalledUtil =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..");

    @ArchTest
    static final ArchRule modulesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("io.suture.server.(*)..")
            .should()
            .beFreeOfCycles();
}
