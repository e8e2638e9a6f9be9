#!/usr/bin/env python3
"""Builds the Go programs of a folder beside this file, once, and prints the folder that holds them.

    docker/monitoring/tools/build.py prometheus

They are kept in ~/.cache/user-automation until their go.mod or go.sum changes. Go is the one on PATH, or in
/usr/local/go, if it is new enough. Else Go's own toolchain is fetched from the module proxy; its checksum stands here.
Status 3, with one sentence, where that can't be had.
"""

import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from typing import NoReturn

GO = (1, 26, 8)
GO_OLDEST = (1, 26, 7)
# Of https://proxy.golang.org/golang.org/toolchain/@v/v0.0.1-go1.26.8.<platform>.zip
GO_SHA256 = {
    "linux-amd64": "30c2b1bf7dcc88d3eb0a1364e47ddd9128edb3110a30e8a0ef61cd5856b31de7",
    "linux-arm64": "02b36b6787b3ac767668f630e2998df45a3b1f9ffee08d1bf3ef6487cd658d99",
}
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
# The service discoveries of clouds would be two thirds of Prometheus; other programs know no such tag.
TAGS = "remove_all_sd"
# Without optimizations, as nothing here works for long: a third less to do.
FLAGS = ["-buildvcs=false", "-trimpath", "-mod=readonly", "-gcflags=all=-N -l", f"-tags={TAGS}", "-ldflags=-s -w"]

HERE = Path(__file__).resolve().parent


def fail(status: int, sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(status)


def cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "user-automation"


def installed_go() -> str | None:
    for go in (shutil.which("go"), "/usr/local/go/bin/go"):
        if go and Path(go).exists():
            said = subprocess.run([go, "version"], capture_output=True, text=True, check=False).stdout
            version = re.search(r"\bgo(\d+)\.(\d+)(?:\.(\d+))?", said)
            if version and tuple(int(part or 0) for part in version.groups()) >= GO_OLDEST:
                return go
    return None


def proxy() -> str:
    for place in re.split(r"[,|]", os.environ.get("GOPROXY", "")):
        if place.startswith("http"):
            return place.rstrip("/")
    return "https://proxy.golang.org"


def fetched_go(cache: Path) -> str:
    """The toolchain as Go's module proxy has it, in the cache."""
    version = ".".join(map(str, GO))
    system = f"{platform.system().lower()}-{MACHINES.get(platform.machine(), platform.machine())}"
    folder = cache / f"go-{version}"
    if not folder.exists():
        if system not in GO_SHA256:
            fail(3, f"Go {version} is needed and none is fetched for {system}: install it.")
        url = f"{proxy()}/golang.org/toolchain/@v/v0.0.1-go{version}.{system}.zip"
        print(f"Fetching Go {version}, once.", file=sys.stderr)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            archive = Path(scratch, "go.zip")
            try:
                urllib.request.urlretrieve(url, archive)
            except OSError as e:
                fail(3, f"Go {version} can't be fetched from {url}: {e}")
            if hashlib.sha256(archive.read_bytes()).hexdigest() != GO_SHA256[system]:
                fail(3, f"{url} is not what it should be: its checksum is another one.")
            with zipfile.ZipFile(archive) as opened:
                opened.extractall(scratch)
            root = next(Path(scratch).glob("golang.org/toolchain@*"))
            # Modules' archives keep no modes.
            for program in [*root.glob("bin/*"), *root.glob("pkg/tool/*/*")]:
                program.chmod(0o755)
            root.rename(folder)
    return str(folder / "bin" / "go")


def build(source: Path, target: Path, cache: Path) -> None:
    """Beside its place, to which it is then moved at once."""
    go = installed_go() or fetched_go(cache)
    print(f"Building {source.name} from its sources, once.", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        programs = Path(scratch, "bin")
        programs.mkdir()
        environment = os.environ | {"CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOFLAGS": "", "GOWORK": "off"}
        done = subprocess.run(
            [go, "build", *FLAGS, "-o", f"{programs}/", "tool"],
            cwd=source,
            env=environment,
            stdout=sys.stderr,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            fail(3, f"{source.name} can't be built: Go says above why.")
        programs.rename(target)


def main() -> None:
    names = sorted(file.parent.name for file in HERE.glob("*/go.mod"))
    if sys.argv[1:] not in [[name] for name in names]:
        fail(2, f"usage: build.py {'|'.join(names)}")
    source = HERE / sys.argv[1]
    key = hashlib.sha256(" ".join(FLAGS).encode())
    for file in sorted([*source.glob("go.*"), *source.glob("*.go")]):
        key.update(file.read_bytes())
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / f"{source.name}-{key.hexdigest()[:12]}"
    if not target.exists():
        with (cache / f"{source.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.exists():
                build(source, target, cache)
    print(target)


if __name__ == "__main__":
    main()
