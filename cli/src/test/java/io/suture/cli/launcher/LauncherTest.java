package io.suture.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of the launcher beside a made-up project, with JDKs and a Maven that only tell how they were called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "suture");
    private static final List<String> MODULES = List.of("server", "device-client", "cli");

    @TempDir
    private Path folder;

    private Path home;
    private Path bin;
    private final Map<String, String> environment = new HashMap<>();

    private record Run(int exitCode, String out, String err) {}

    @BeforeEach
    void makeProject() throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(LAUNCHER, home.resolve("suture"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("src/main/java"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
        }
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("HOME", folder.toString());
        environment.put("SUTURE_JDK_ROOTS", folder.resolve("jdks").toString());
        environment.put("SUTURE_JAVA_HOME_TOOL", "/nonexistent");
        script(bin.resolve("java"), "exit 1"); // hides the machine's own
    }

    @Test
    void whenThereIsNoJdkThenItSaysWhatIsMissingAndWhatWasSeen() throws Exception {
        jdk("old", "17.0.1");
        Run run = run("--help");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("a JDK 21 or newer is needed", "Java 17 is too old", "JAVA_HOME");
    }

    @Test
    void whenThereIsOnlyAJreThenItSaysThatACompilerIsMissing() throws Exception {
        Path jre = jdk("jre", "21.0.1");
        Files.delete(jre.resolve("bin/javac"));
        assertThat(run("--help").err()).contains("without a compiler");
    }

    @Test
    void whenThereIsNoMavenThenItSaysSo() throws Exception {
        jdk("new", "21.0.1");
        hideMaven();
        Run run = run("--help");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("mvn is not on the PATH");
    }

    @Test
    void whenNothingIsBuiltThenItBuildsOnceWithTheJdkItFound() throws Exception {
        Path jdk = jdk("new", "25.0.3");
        maven();
        Run first = run("keys", "show", "a b");
        assertThat(first.err()).contains("building");
        assertThat(Files.readString(home.resolve("mvn.log"))).contains("package", "-DskipTests", "JAVA_HOME=" + jdk);
        assertThat(first.out()).contains("cli/target/suture-cli-0.1.0.jar", "<keys>", "<show>", "<a b>");
        assertThat(run("keys").err()).isEmpty();
        assertThat(Files.readAllLines(home.resolve("mvn.log"))).hasSize(1);
    }

    @Test
    void whenASourceChangedThenItBuildsAgain() throws Exception {
        jdk("new", "21.0.1");
        maven();
        run("keys");
        Path source = Files.writeString(home.resolve("cli/src/main/java/A.java"), "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("keys").err()).contains("building");
    }

    @Test
    void whenTheBuildFailsThenTheEndOfItsLogIsShown() throws Exception {
        jdk("new", "21.0.1");
        script(bin.resolve("mvn"), "echo 'COMPILATION ERROR: semicolon'; exit 1");
        Run run = run("keys");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("COMPILATION ERROR: semicolon", "suture-build.log");
        assertThat(home.resolve("target/suture-build.lock")).doesNotExist();
    }

    @Test
    void whenCalledThroughLinksFromElsewhereThenItFindsItsHome() throws Exception {
        jdk("new", "21.0.1");
        jars();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a project/suture"));
        Path second = Files.createSymbolicLink(bin.resolve("suture"), link);
        Run run = execute(Path.of("/"), second, "demo");
        assertThat(run.out()).contains("SUTURE_HOME=" + home.toRealPath(), "<demo>");
        assertThat(run.out()).contains("SUTURE_JAVA=" + folder.resolve("jdks/new/bin/java"));
    }

    @Test
    void whenJavaHomeIsRightThenItComesFirst() throws Exception {
        jdk("other", "21.0.1");
        Path mine = jdk("mine", "22.0.1");
        jars();
        environment.put("JAVA_HOME", mine.toString());
        assertThat(run("x").out()).contains("SUTURE_JAVA=" + mine);
    }

    @Test
    void whenJavaHomeIsTooOldThenAnotherIsTaken() throws Exception {
        jdk("good", "21.0.1");
        jars();
        environment.put("JAVA_HOME", jdk("old", "1.8.0").toString());
        assertThat(run("x").out()).contains("SUTURE_JAVA=" + folder.resolve("jdks/good"));
    }

    @Test
    void whenAProgramIsNamedThenItsJarIsStarted() throws Exception {
        jdk("new", "21.0.1");
        jars();
        assertThat(run("device", "poll", "--once").out())
                .contains("suture-device-client-0.1.0.jar", "<poll>", "<--once>");
        assertThat(run("device", "create", "D-001").out()).contains("suture-cli-0.1.0.jar", "<device>", "<create>");
        assertThat(run("serve", "--suture.data-dir=/x y").out())
                .contains("suture-server-0.1.0.jar", "<--suture.data-dir=/x y>", "<-XX:+ExitOnOutOfMemoryError>")
                .doesNotContain("--suture.demo=true");
    }

    @Test
    void whenTheServerIsStartedForADemoThenItGetsTheExampleKeys() throws Exception {
        jdk("new", "21.0.1");
        jars();
        assertThat(run("serve", "--demo", "--suture.api.port=0").out())
                .contains(
                        "<--suture.demo=true>",
                        "/keys-example/server.pem>",
                        "<--suture.api.port=0>",
                        "/.suture/server>")
                .doesNotContain("<--demo>");
        assertThat(run("serve", "--demo", "--suture.data-dir=/mine").out()).doesNotContain("/.suture/server>");
    }

    @Test
    void whenTheTufClientCannotBeStartedThenTheCodeIsOneThatItsProtocolKnows() throws Exception {
        assertThat(run("tuf-client", "refresh").exitCode()).isOne();
    }

    @Test
    void whenTheTufClientStartsThenARehearsalMakesAnArchiveOnce() throws Exception {
        Path jdk = jdk("new", "25.0.3");
        script(
                jdk.resolve("bin/java"),
                "for a in \"$@\"; do case $a in -XX:AOTCache=*.lock/new) echo archive >\"${a#*=}\" ;; esac; done\n"
                        + "echo \"$*\" >>\"$HOME/java.log\"; printf '<%s>\\n' \"$@\"");
        builtDeviceClient();
        Run first = run("tuf-client", "--metadata-dir", "a b", "refresh");
        Run second = run("tuf-client", "refresh");

        assertThat(first.out()).contains("<io.suture.device.tuf.TufClientMain>", "<a b>");
        assertThat(second.out()).contains("<-XX:AOTCache=" + archive() + ">");
        assertThat(Files.readString(folder.resolve("java.log"))).containsOnlyOnce("tuf.Rehearsal");
        assertThat(Path.of(archive() + ".lock")).doesNotExist();
    }

    @Test
    void whenNoArchiveCanBeMadeThenItStartsWithoutAndTriesNoMore() throws Exception {
        Path jdk = jdk("new", "21.0.1");
        script(jdk.resolve("bin/java"), "echo \"$*\" >>\"$HOME/java.log\"; printf '<%s>\\n' \"$@\"");
        builtDeviceClient();

        assertThat(run("tuf-client", "refresh").out()).contains("<refresh>").doesNotContain("SharedArchiveFile");
        assertThat(run("device", "status").out()).contains("<status>").doesNotContain("SharedArchiveFile");
        assertThat(Files.readString(folder.resolve("java.log"))).containsOnlyOnce("tuf.Rehearsal");
    }

    @Test
    void whenAnotherProcessMakesTheArchiveThenThisOneDoesNotWait() throws Exception {
        jdk("new", "25.0.3");
        builtDeviceClient();
        Path lock = Files.createDirectories(Path.of(archive() + ".lock"));
        Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");

        assertThat(run("tuf-client", "refresh").out()).contains("<refresh>").doesNotContain("AOTCache");
        assertThat(lock).exists();

        Files.writeString(lock.resolve("pid"), "99999999\n");
        assertThat(run("tuf-client", "refresh").out()).contains("<refresh>");
        assertThat(lock).doesNotExist();
    }

    private String archive() throws IOException {
        return home.toRealPath().resolve(jar("device-client")) + "-25.0.3.archive";
    }

    private void builtDeviceClient() throws IOException {
        jars();
        environment.put("SUTURE_NO_BUILD", "1");
        Files.setLastModifiedTime(
                home.resolve(jar("device-client")), FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdks").resolve(name));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(
                jdk.resolve("bin/java"),
                "printf '<%s>\\n' \"$@\"; echo SUTURE_HOME=$SUTURE_HOME; echo SUTURE_JAVA=$SUTURE_JAVA");
        script(jdk.resolve("bin/javac"), "exit 0");
        return jdk;
    }

    private void maven() throws IOException {
        StringBuilder body = new StringBuilder("echo \"$* JAVA_HOME=$JAVA_HOME\" >>mvn.log\n");
        for (String module : MODULES) {
            body.append("mkdir -p ")
                    .append(module)
                    .append("/target && : >")
                    .append(jar(module))
                    .append('\n');
        }
        script(bin.resolve("mvn"), body.toString());
    }

    /** The machine's own Maven must not be found: only named tools are. */
    private void hideMaven() throws IOException {
        for (String tool : List.of(
                "sh",
                "sed",
                "head",
                "tail",
                "dirname",
                "basename",
                "readlink",
                "find",
                "mkdir",
                "rm",
                "cat",
                "sort",
                "mv",
                "sleep")) {
            for (String root : List.of("/bin", "/usr/bin")) {
                Path real = Path.of(root, tool);
                if (Files.exists(real) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), real);
                }
            }
        }
        environment.put("PATH", bin.toString());
    }

    private void jars() throws IOException {
        for (String module : MODULES) {
            Files.createDirectories(home.resolve(module).resolve("target"));
            Path jar = Files.writeString(home.resolve(jar(module)), "");
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        }
    }

    private static String jar(String module) {
        return module + "/target/suture-" + module + "-0.1.0.jar";
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(String... words) throws Exception {
        return execute(folder, home.resolve("suture"), words);
    }

    private Run execute(Path directory, Path launcher, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
