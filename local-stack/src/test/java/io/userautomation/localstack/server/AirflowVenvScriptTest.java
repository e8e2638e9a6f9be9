package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.process.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code script/airflow-venv.sh} with stand-ins for Python and uv: what it says, what it makes, what it leaves alone. */
class AirflowVenvScriptTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TOOLS =
            List.of("sh", "dirname", "basename", "cat", "mkdir", "rmdir", "rm", "ln", "sleep");

    /** Answers the script's questions, makes environments and installs at once; where a file {@code old}, or {@code bare}, lies beside it, as such a Python would. */
    private static final String PYTHON = """
            #!/bin/sh
            here=$(dirname "$0")
            case "$2" in
                *version_info*) [ ! -e "$here/old" ] ;;
                *ensurepip*) [ ! -e "$here/bare" ] ;;
                *hashlib*) echo "hash-of-$(cat "$3") 3.12.1" ;;
                venv) mkdir "$3/bin" && ln -s "$BIN/python3.12" "$3/bin/python" ;;
                pip)
                    for lock; do :; done
                    echo "python -m pip $(basename "$lock")" >>"$BIN/calls"
                    case "$lock" in *-uv.txt) ln -s "$BIN/own-uv" "$here/uv" ;; esac
                    ;;
            esac
            """;

    /** Makes an environment whose Python is a link to the one it is given, and installs in a second unless {@code offline} lies there. */
    private static final String UV = """
            #!/bin/sh
            echo "$1 $2" >>"$BIN/calls"
            command=$1
            for word; do
                [ "$folder" != --python ] || python=$(command -v "$word")
                folder=$word
            done
            case "$command" in
                venv) mkdir "$folder/bin" && ln -s "$python" "$folder/bin/python" ;;
                pip)
                    if [ -e "$BIN/offline" ]; then
                        echo "error: no route to the packages" >&2
                        exit 1
                    fi
                    sleep 1
                    ;;
            esac
            """;

    @TempDir
    private Path temporary;

    private Path bin;
    private Path venv;

    @BeforeEach
    void makeBin() throws IOException {
        bin = Files.createDirectory(temporary.resolve("bin"));
        venv = temporary.resolve("somewhere/venv");
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        Files.writeString(temporary.resolve("lock.txt"), "one");
    }

    @Test
    void should_say_that_there_is_no_python() {
        Finished finished = run();

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .isEqualTo("Airflow needs a Python from 3.10 to 3.13, and none of these is one:"
                        + " python3.13 python3.12 python3.11 python3.10 python3. Install one (on Debian and Ubuntu:"
                        + " apt install python3-venv) or name one in PYTHON. --no-airflow runs without Airflow.");
        assertThat(venv).doesNotExist();
    }

    @Test
    void should_name_the_python_that_was_asked_for_and_is_too_old() throws IOException {
        install("python3.12", PYTHON);
        Path other = Files.createDirectory(temporary.resolve("other"));
        Files.createFile(other.resolve("old"));
        Path old = Files.copy(bin.resolve("python3.12"), other.resolve("python"));
        assertThat(old.toFile().setExecutable(true)).isTrue();

        Finished finished = command(bin.toString())
                .environment("PYTHON", old.toString())
                .start()
                .await(PATIENCE);

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr()).contains("none of these is one: " + old + ". Install one");
    }

    @Test
    void should_say_which_package_brings_the_modules_that_python_lacks() throws IOException {
        install("python3.12", PYTHON);
        Files.createFile(bin.resolve("bare"));

        Finished finished = run();

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .isEqualTo("python3.12 can't make a virtual environment for Airflow, since its venv or ensurepip module"
                        + " is missing: install it (on Debian and Ubuntu: apt install python3-venv), or uv."
                        + " --no-airflow runs without Airflow.");
    }

    @Test
    void should_make_nothing_where_it_only_looks_for_a_python() throws IOException {
        install("python3.12", PYTHON);

        Finished finished = script(bin.toString()).arguments("--check").start().await(PATIENCE);

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(venv).doesNotExist();
    }

    @Test
    void should_end_with_status_1_and_the_installers_words_and_start_over_the_next_time() throws IOException {
        install("python3.12", PYTHON);
        install("uv", UV);
        Files.createFile(bin.resolve("offline"));

        Finished failed = run();

        assertThat(failed.exitStatus()).isEqualTo(1);
        assertThat(failed.stderr())
                .contains("error: no route to the packages")
                .endsWith("The packages of %s could not be installed into %s; the reason stands above."
                        .formatted(temporary.resolve("lock.txt"), venv));
        Files.delete(bin.resolve("offline"));
        assertThat(run().exitStatus()).isZero();
        assertThat(calls()).hasSize(4);
    }

    @Test
    void should_bring_a_uv_of_its_own_where_there_is_none() throws IOException {
        install("python3.12", PYTHON);
        install("own-uv", UV);

        Finished finished = run();

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(calls()).containsExactly("python -m pip requirements-uv.txt", "pip install");
    }

    @Test
    void should_install_by_pip_what_a_uv_of_its_own_cannot() throws IOException {
        install("python3.12", PYTHON);
        install("own-uv", UV);
        Files.createFile(bin.resolve("offline"));

        Finished finished = run();

        assertThat(finished.exitStatus()).as(finished.stderr()).isZero();
        assertThat(finished.stderr()).contains("error: no route to the packages", "Without uv, then: pip takes");
        assertThat(calls())
                .containsExactly("python -m pip requirements-uv.txt", "pip install", "python -m pip lock.txt");
    }

    @Test
    void should_leave_an_environment_of_the_same_lock_alone_and_replace_one_of_another() throws IOException {
        install("python3.12", PYTHON);
        install("uv", UV);

        assertThat(run().exitStatus()).isZero();
        Finished same = run();
        assertThat(same.exitStatus()).isZero();
        assertThat(same.stderr()).isEmpty();
        assertThat(calls()).hasSize(2);

        Files.writeString(temporary.resolve("lock.txt"), "another");
        assertThat(run().exitStatus()).isZero();
        assertThat(calls()).hasSize(4);
        assertThat(venv.resolve("made-from")).hasContent("hash-of-another 3.12.1");
    }

    /** On a real Python, which brings the lock. */
    @Test
    void should_install_once_where_two_ask_at_once() throws IOException {
        assumeTrue(Launcher.works("python3", "-c", "import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))"));
        install("uv", UV);
        String path = bin + ":" + System.getenv("PATH");

        try (TaskProcess one = command(path).start();
                TaskProcess other = command(path).start()) {
            assertThat(one.await(PATIENCE).exitStatus()).isZero();
            assertThat(other.await(PATIENCE).exitStatus()).isZero();
        }

        assertThat(calls()).containsExactly("venv --quiet", "pip install");
    }

    @Test
    void should_not_replace_a_folder_that_holds_something_else() throws IOException {
        install("python3.12", PYTHON);
        install("uv", UV);
        Path precious = Files.createDirectories(venv).resolve("precious");
        Files.writeString(precious, "thesis");

        Finished finished = run();

        assertThat(finished.exitStatus()).isEqualTo(2);
        assertThat(finished.stderr())
                .isEqualTo(venv + " holds something other than a virtual environment: name another folder.");
        assertThat(precious).hasContent("thesis");
    }

    private Finished run() {
        return command(bin.toString()).start().await(PATIENCE);
    }

    private TaskCommand command(String path) {
        return script(path)
                .arguments(venv.toString(), temporary.resolve("lock.txt").toString());
    }

    private TaskCommand script(String path) {
        String file = Checkout.find().root().resolve("script/airflow-venv.sh").toString();
        return TaskProcess.command("env", "PATH=" + path, "BIN=" + bin, "/bin/bash", file);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(bin.resolve("calls"));
    }

    private void install(String name, String text) throws IOException {
        assertThat(Files.writeString(bin.resolve(name), text).toFile().setExecutable(true))
                .isTrue();
    }
}
