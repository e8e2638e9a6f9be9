#!/usr/bin/env python3
"""Checks the prose of all Markdown files: python3 docs/style/check.py [FILE...]

A sentence has 25 words at most and a table's cell 80 characters, links lead somewhere, and words that were replaced (words.txt)
stay away. Status 1 if there is a finding. docs/style/README.md has the rules in words, and the exceptions.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MAX_WORDS = 25
MAX_CELL = 80

FENCE = re.compile(r"^\s*(```|~~~)")
ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+")
HEADING = re.compile(r"^#+\s+")
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)\)")
CODE = re.compile(r"`[^`]+`")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')*_]*\s+(?=[\"'(*_`]*[^\W\d_a-z]|[*_`\"'(]*\d)")
SKIPPED = re.compile(r"<!--.*?-->")


def rules(name):
    """The lines of a file beside this one that are neither empty nor comments, split at their ' -> '."""
    lines = (ROOT / "docs/style" / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" -> ", 1) for line in lines if line.strip() and not line.startswith("#")]


WORDS = [(re.compile(rf"\b(?:{old})\b", re.IGNORECASE), new) for old, new in rules("words.txt")]
EXCEPTIONS = {(path, rule) for path, rule in rules("exceptions.txt")}


def blocks(text):
    """Line number, kind and text of each heading, table row, and paragraph or list item; without code."""
    number, kind, parts, fenced, in_item = 0, None, [], False, False
    for line_number, line in enumerate(text.splitlines(), 1):
        line = SKIPPED.sub("", line)
        if FENCE.match(line):
            fenced = not fenced
            line = ""
        indented = line.startswith("    ") and not parts and not (in_item and ITEM.match(line))
        in_item = bool(ITEM.match(line)) or (in_item and (not line.strip() or line.startswith(" ")))
        ends = fenced or indented or not line.strip() or line.lstrip().startswith("|") or HEADING.match(line)
        if parts and (ends or ITEM.match(line)):
            yield number, kind, " ".join(parts)
            parts = []
        if fenced or indented or not line.strip():
            continue
        if HEADING.match(line):
            yield line_number, "heading", HEADING.sub("", line)
        elif line.lstrip().startswith("|"):
            yield line_number, "row", line.strip()
        else:
            if not parts:
                number, kind = line_number, "prose"
            parts.append(ITEM.sub("", line).strip())
    if parts:
        yield number, kind, " ".join(parts)


def anchors(path):
    """What links into a Markdown file may name, as GitHub makes it of headings."""
    headings = [text for _, kind, text in blocks(path.read_text(encoding="utf-8")) if kind == "heading"]
    return {re.sub(r"[^\w\- ]", "", LINK.sub(r"\1", text).lower()).replace(" ", "-") for text in headings}


def link_findings(path, text):
    for target in (match[2] for match in LINK.finditer(CODE.sub("", text))):
        if re.match(r"[a-z]+:", target) or target.isupper():
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name) if name else path
        if not file.exists():
            yield "link", f"{target} is not there"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield "link", f"{target}: no such heading"


def word_findings(text):
    prose = CODE.sub("``", LINK.sub(r"\1", text))
    for old, new in WORDS:
        for match in old.finditer(prose):
            yield "word", f"'{match[0]}' was replaced by '{new}'"


def sentence_findings(text):
    prose = CODE.sub("Code", LINK.sub(r"\1", text))
    for sentence in SENTENCE_END.split(prose):
        words = [word for word in sentence.split() if re.search(r"\w", word)]
        if len(words) > MAX_WORDS:
            yield "sentence", f"{len(words)} words: {' '.join(words[:8])} …"


def cell_findings(row):
    for cell in re.split(r"(?<!\\)\|", row.strip("|")):
        shown = LINK.sub(r"\1", cell).strip().replace("`", "")
        if len(shown) > MAX_CELL:
            yield "cell", f"{len(shown)} characters: {shown[:50]} …"


def findings(path):
    """Line number, rule and sentence of whatever is wrong in a file."""
    for number, kind, text in blocks(path.read_text(encoding="utf-8")):
        found = list(link_findings(path, text)) + list(word_findings(text))
        if kind == "prose":
            found += sentence_findings(text)
        if kind == "row":
            found += cell_findings(text)
        for rule, sentence in found:
            yield number, rule, sentence


def main(arguments):
    tracked = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    names = arguments or subprocess.run(tracked, check=True, capture_output=True, text=True).stdout.splitlines()
    found, used = 0, set()
    for name in names:
        path = (Path(name) if arguments else ROOT / name).resolve()
        if not path.exists():
            continue
        name = str(path.relative_to(ROOT))
        for number, rule, sentence in findings(path):
            if (name, rule) in EXCEPTIONS:
                used.add((name, rule))
                continue
            print(f"{name}:{number}: {rule}: {sentence}")
            found += 1
    if not arguments:
        for name, rule in sorted(EXCEPTIONS - used):
            print(f"docs/style/exceptions.txt: {name} -> {rule} is no longer needed")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
