package io.suture.cli.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path folder;

    @Test
    void whenAnotherDemoHoldsTheFolderThenItIsToldWhatToDo() throws IOException {
        try (Workspace held = Workspace.open(folder)) {
            assertThatThrownBy(() -> Workspace.open(folder))
                    .isInstanceOf(DemoException.class)
                    .hasMessageContaining(held.root().toString())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void whenTheFormerDemoEndedThenTheFolderCanBeHeldAgain() throws IOException {
        Workspace.open(folder).close();
        try (Workspace again = Workspace.open(folder)) {
            assertThat(again.root()).isDirectory();
        }
    }

    @Test
    void whenClearedThenOnlyTheLockIsLeft() throws IOException {
        try (Workspace workspace = Workspace.open(folder)) {
            Files.writeString(workspace.folder("devices").resolve("x"), "y");
            workspace.clear();
            assertThat(folder).isDirectoryContaining("glob:**/demo.lock").isNotEmptyDirectory();
            assertThat(folder.resolve("devices")).doesNotExist();
        }
    }
}
