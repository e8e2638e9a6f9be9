"""Each rule of check.py finds what it is there for, and nothing else."""

import tempfile
import unittest
from pathlib import Path

import check


def rules_broken(document: str, name: str = "document.md") -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(document, encoding="utf-8")
        return [finding.rule for _, finding in check.findings(path)]


class CheckTest(unittest.TestCase):
    def test_should_find_a_long_sentence_across_lines(self) -> None:
        document = "word " * 13 + "\n" + "word " * 13 + "end."
        assert rules_broken(document) == ["sentence"]

    def test_should_count_what_is_in_backticks_as_one_word(self) -> None:
        document = "word " * 23 + "`a b c d e f` end."
        assert rules_broken(document) == []

    def test_should_end_a_sentence_at_a_full_stop_but_not_in_a_number(self) -> None:
        document = "word " * 20 + "3.5. " + "Word " * 20 + "end."
        assert rules_broken(document) == []

    def test_should_look_at_each_list_item_by_itself(self) -> None:
        document = "- " + "word " * 20 + "\n- " + "word " * 10 + "3. " + "Word " * 20 + "\n"
        assert rules_broken(document) == []

    def test_should_leave_examples_alone(self) -> None:
        long = "word " * 30
        assert rules_broken(f"```\n{long}\n```\n\n    {long}\n\n1. Do:\n\n       {long}\n") == []

    def test_should_find_a_long_cell_and_not_count_where_its_link_leads(self) -> None:
        target = "https://example.org/" + "x" * 80
        assert rules_broken(f"| a | {'x' * 81} |\n| [a]({target}) | {'x' * 80} |\n") == ["cell"]

    def test_should_find_links_that_lead_nowhere(self) -> None:
        document = "# A heading, *here*\n\n[a](#a-heading-here) [b](document.md) [c](#there) [d](none.md)\n"
        assert rules_broken(document) == ["link", "link"]

    def test_should_find_replaced_words_but_not_in_backticks(self) -> None:
        assert rules_broken("Two Sinks, `sink` and the `noop` sink.\n") == ["word"]

    def test_should_find_replaced_words_in_java(self) -> None:
        assert rules_broken("/** Knocks. */\nclass KnockTest {}\n// " + "word " * 30, "KnockTest.java") == ["word"] * 2


if __name__ == "__main__":
    unittest.main()
