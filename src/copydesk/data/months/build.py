# ruff: noqa: INP001 - a script beside its data
"""Make cldr.tsv: `pip install babel && python src/copydesk/data/months/build.py` (names from Unicode CLDR)."""

from __future__ import annotations

from pathlib import Path

import babel

LANGUAGES = (
    "af am ar az az_Cyrl be bg bn ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hu hy id is it ja"
    " ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn or pa pl ps pt ro ru sd si sk sl so sq sr sr_Latn"
    " sv sw ta te tg th tk tr uk ur uz uz_Cyrl vi yo zu ar_DZ ar_LB ar_MA ar_IQ de_AT es_MX es_PE pt_PT fr_CA en_AU"
    " en_GB sr_Cyrl_BA ckb ku as bs hr"
).split()


def rows() -> list[str]:
    """Return one line a language and month: language, month, its forms in dates and alone, long and short."""
    made: list[str] = []
    for language in LANGUAGES:
        months = babel.Locale.parse(language).months
        for number in range(1, 13):
            # babel 2.18 answers stand-alone abbreviations with those of another language; the long ones are right
            forms = [months["format"]["wide"].get(number), months["format"]["abbreviated"].get(number)]
            forms.append(months["stand-alone"]["wide"].get(number))
            kept = list(dict.fromkeys(f.strip() for f in forms if f and not f[0].isdigit() and len(f) > 1))
            if kept and not kept[0].startswith("M0"):
                made.append(f"{language.split('_')[0]}\t{number}\t{'|'.join(kept)}")
    return list(dict.fromkeys(made))


def weekdays() -> list[str]:
    """Return one line a language: its names of the days of the week, long and short."""
    made: list[str] = []
    for language in LANGUAGES:
        days = babel.Locale.parse(language).days["format"]
        forms = [days[width][n].strip(".") for width in ("wide", "abbreviated") for n in range(7)]
        made.append(f"{language.split('_')[0]}\t{'|'.join(dict.fromkeys(form for form in forms if len(form) > 2))}")
    return list(dict.fromkeys(made))


if __name__ == "__main__":
    text = "# Month names in dates and alone, long and short. Source: Unicode CLDR through babel (build.py).\n"
    Path(__file__).with_name("cldr.tsv").write_text(text + "\n".join(rows()) + "\n", "utf-8")
    text = "# Days of the week, long and short. Source: Unicode CLDR through babel (build.py).\n"
    Path(__file__).with_name("weekdays.tsv").write_text(text + "\n".join(weekdays()) + "\n", "utf-8")
