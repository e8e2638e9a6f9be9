#!/usr/bin/env python3
"""Checks the prose of all Markdown files, and the words in all Java files: python3 docs/style/check.py [FILE...]

Given files are checked alone. Status 1 if there is a finding, a line each. README.md has the rules in words.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MAX_WORDS = 25
MAX_CELL = 80

FENCE = re.compile(r"^\s*(```|~~~)")
ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
HEADING = re.compile(r"^#+\s+")
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)\)")
CODE = re.compile(r"`[^`]+`")
COMMENT = re.compile(r"<!--.*?-->")
# A full stop and a space, before a capital letter or a digit.
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')*_]*\s+(?=[\"'(*_`]*[^\W\d_a-z]|[*_`\"'(]*\d)")


class Block(NamedTuple):
    """A heading, a table's row, or a paragraph or list item, and the number of its first line."""

    line: int
    kind: str
    text: str


class Finding(NamedTuple):
    rule: str
    sentence: str


def rules(name: str) -> list[tuple[str, str]]:
    """The lines `left -> right` of a file beside this one."""
    lines = (ROOT / "docs/style" / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" -> ") for line in lines if line.strip() and not line.startswith("#"))
    return [(left, right) for left, _, right in pairs]


WORDS = [(re.compile(rf"\b(?:{old})\b", re.IGNORECASE), new) for old, new in rules("words.txt")]
JAVA_WORDS = [(re.compile(old), new) for old, new in rules("java-words.txt")]
EXCEPTIONS = set(rules("exceptions.txt"))


def blocks(document: str) -> Iterator[Block]:
    """What a document says, without its examples: they are fenced or, outside of a paragraph, indented."""
    first, parts, fenced, in_item = 0, [], False, False
    for number, raw in enumerate([*document.splitlines(), ""], 1):
        line = COMMENT.sub("", raw)
        fence = bool(FENCE.match(line))
        item = bool(ITEM.match(line))
        indented = line.startswith("    ") and not parts and not (in_item and item)
        example = fence or fenced or indented
        fenced = fenced != fence
        in_item = item or (in_item and (not line.strip() or line.startswith(" ")))
        row = line.lstrip().startswith("|")
        if parts and (example or item or row or not line.strip() or HEADING.match(line)):
            yield Block(first, "prose", " ".join(parts))
            parts = []
        if example or not line.strip():
            continue
        if HEADING.match(line):
            yield Block(number, "heading", HEADING.sub("", line))
        elif row:
            yield Block(number, "row", line.strip())
        else:
            first = first if parts else number
            parts.append(ITEM.sub("", line).strip() if item else line.strip())


def anchors(path: Path) -> set[str]:
    """What a link into a Markdown file may name, as GitHub makes it of the headings."""
    headings = [block.text for block in blocks(path.read_text(encoding="utf-8")) if block.kind == "heading"]
    return {re.sub(r"[^\w\- ]", "", LINK.sub(r"\1", text).lower()).replace(" ", "-") for text in headings}


def links(path: Path, text: str) -> Iterator[Finding]:
    for match in LINK.finditer(CODE.sub("", text)):
        target = match[2]
        # Another scheme, or a word that a program replaces.
        if re.match(r"[a-z]+:", target) or target.isupper():
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists():
            yield Finding("link", f"{target} is not there")
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield Finding("link", f"{target}: no such heading")


def words(text: str) -> Iterator[Finding]:
    prose = CODE.sub("``", LINK.sub(r"\1", text))
    for old, new in WORDS:
        for match in old.finditer(prose):
            yield Finding("word", f"'{match[0]}' was replaced by '{new}'")


def sentences(text: str) -> Iterator[Finding]:
    for sentence in SENTENCE_END.split(CODE.sub("Code", LINK.sub(r"\1", text))):
        count = sum(bool(re.search(r"\w", word)) for word in sentence.split())
        if count > MAX_WORDS:
            yield Finding("sentence", f"{count} words: {' '.join(sentence.split()[:8])} …")


def cells(row: str) -> Iterator[Finding]:
    for cell in re.split(r"(?<!\\)\|", row.strip("|")):
        shown = LINK.sub(r"\1", cell).replace("`", "").strip()
        if len(shown) > MAX_CELL:
            yield Finding("cell", f"{len(shown)} characters: {shown[:50]} …")


def java_findings(path: Path) -> Iterator[tuple[int, Finding]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for old, new in JAVA_WORDS:
            for match in old.finditer(line):
                yield number, Finding("word", f"'{match[0]}' was replaced by '{new}'")


def findings(path: Path) -> Iterator[tuple[int, Finding]]:
    """Whatever is wrong in a file, with the number of a line."""
    if path.suffix == ".java":
        yield from java_findings(path)
        return
    for line, kind, text in blocks(path.read_text(encoding="utf-8")):
        found = [*links(path, text), *words(text)]
        found += sentences(text) if kind == "prose" else cells(text) if kind == "row" else ()
        yield from ((line, finding) for finding in found)


def all_files() -> list[Path]:
    listed = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "*.md", "*.java"]
    names = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.splitlines()
    return [ROOT / name for name in sorted(set(names)) if (ROOT / name).exists()]


def main(arguments: list[str]) -> int:
    found, unused = 0, set() if arguments else set(EXCEPTIONS)
    for path in [Path(name).resolve() for name in arguments] or all_files():
        name = str(path.relative_to(ROOT))
        for line, finding in findings(path):
            if (name, finding.rule) in EXCEPTIONS:
                unused.discard((name, finding.rule))
            else:
                found += 1
                print(f"{name}:{line}: {finding.rule}: {finding.sentence}")
    for name, rule in sorted(unused):
        found += 1
        print(f"docs/style/exceptions.txt: {name} -> {rule} is no longer needed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
