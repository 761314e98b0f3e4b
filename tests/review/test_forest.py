"""The fitted trees are integers, and what they say can only move as it must."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from copydesk.review import clues, forest
from copydesk.review.clues import Clues

LARGEST = 1_000_000
ANY = st.builds(Clues, **{name: st.integers(-200, LARGEST) for name in clues.NAMES})


@given(ANY)
def test_a_score_is_a_probability_in_millionths(found: Clues) -> None:
    """Whatever the clues, the score is between certain match and certain mismatch."""
    assert 0 < forest.load().score(found) < LARGEST


@given(ANY, st.integers(1, 1000))
def test_more_letters_of_another_script_never_lower_the_score(found: Clues, more: int) -> None:
    """A clue that speaks for a mismatch can only raise it."""
    trees = forest.load()
    assert trees.score(replace(found, conflict=found.conflict + more)) >= trees.score(found)


@given(ANY, st.integers(1, 1000))
def test_more_words_of_the_body_never_raise_the_score(found: Clues, more: int) -> None:
    """A clue that speaks for a match can only lower it."""
    trees = forest.load()
    assert trees.score(replace(found, repeated=found.repeated + more)) <= trees.score(found)


def test_a_smaller_budget_has_a_higher_threshold() -> None:
    """An unknown budget is held to the next stricter one."""
    trees = forest.load()
    limits = [trees.threshold(budget) for budget in (0.05, 0.1, 0.5, 1.0)]
    assert limits == sorted(limits, reverse=True)
    assert trees.threshold(0.3) == trees.threshold(0.1)
    assert trees.threshold(0.01) == trees.threshold(0.05)


def test_every_clue_the_trees_ask_for_is_gathered() -> None:
    """The committed forest fits the committed clues."""
    assert set(forest.load().clues) == set(clues.NAMES)
