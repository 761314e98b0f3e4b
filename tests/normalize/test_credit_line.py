"""Names in lines that print other things too."""

from __future__ import annotations

import time

import pytest

from copydesk.normalize import credit_line


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("11.12.2019 - Amelie Lindqvist", "Amelie Lindqvist"),
        ("Jana Berg, 01.12.2021", "Jana Berg"),
        ("Ayşe Demirci | 05.04.2025 - Güncelleme : 05.04.2025", "Ayşe Demirci"),
        ("Maren Oakwell, @marenoakwell", "Maren Oakwell"),
        ("March 5, 2024 | Maren K. Oakwell", "Maren K. Oakwell"),
        ("Жанна Орлова | 5 марта 2024", "Жанна Орлова"),
    ],
)
def test_a_name_beside_a_date_or_a_handle(line: str, name: str) -> None:
    """Two or three words in title case that a mark sets apart from a date are a name."""
    assert credit_line.beside(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "New York, 5 March 2024", "Rio de Janeiro | 5 de março de 2024", "Associated Press - March 5, 2024",
        "Harbour news | 5 March 2024", "Press Release, 5 March 2024", "Politik & Wirtschaft | 03.11.2021",
        "Online Nachrichten - 12.11.2021", "Aktualisiert Montag, 12.11.2021", "Oakwell, 5 March 2024",
        "07.12.2022 Wissenschaft Klima", "Maren Oakwell", "5 March 2024", "Maren Oakwell | Tobias Finch",
        "Read More | 5 March 2024", "Staff Writer, 5 March 2024", "", " | ", "The Ferry Sails On Again, 5 March 2024",
        "港湾局 機器を 調査へ, 2024年3月5日", "ferry sails, 5 March 2024",
    ],
)  # fmt: skip
def test_what_else_stands_beside_a_date(line: str) -> None:
    """Places, agencies, desks, sections, labels and single words are no names."""
    assert credit_line.beside(line) is None


@pytest.mark.parametrize("piece", ["A B | ", "Ab Cd, ", " - ", "@", "5 March 2024, "])
def test_a_megabyte_is_read_in_linear_time(piece: str) -> None:
    """No line takes longer than a second."""
    start = time.process_time()
    credit_line.beside(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 1
