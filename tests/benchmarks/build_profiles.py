"""Rebuild `src/copydesk/data/languages/profiles.bin` from langdetect's own profiles.

    python -m tests.benchmarks.build_profiles           write it
    python -m tests.benchmarks.build_profiles --check   exit 1 when the committed file is not what this would write

Each profile says how often each n-gram of one to three letters was seen. Kept of it, per n-gram and language: the
logarithm of its smoothed frequency above the smoothing floor, in `SCALE`ths of a nat, as one byte. So an unseen
n-gram weighs 0, sums are exact integers, and the difference of two sums is the log-likelihood ratio.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import zlib
from collections import Counter
from pathlib import Path

import langdetect

OUT = Path(__file__).parents[2] / "src/copydesk/data/languages/profiles.bin"
FLOOR = 0.5e-4
"""Smoothing: the frequency an unseen n-gram is given (langdetect's alpha 0.5 / 10,000)."""
SCALE = 32
"""Steps a nat; only a kana class, which langdetect folds a whole syllabary into, would pass 255."""


def profile(path: Path) -> dict[str, float]:
    """Return the frequency of each n-gram of one langdetect profile, capitals folded into small letters."""
    data = json.loads(path.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for gram, count in data["freq"].items():
        counts[gram.lower()] += count
    return {gram: count / data["n_words"][len(gram) - 1] for gram, count in counts.items() if len(gram) <= 3}


def build() -> bytes:
    """Return the file: zlib of a JSON line (languages, scale), the n-grams a line each, an empty line, the rows."""
    folder = Path(langdetect.__file__).parent / "profiles"
    codes = sorted(path.name for path in folder.iterdir() if not path.name.startswith("_"))
    profiles = [profile(folder / code) for code in codes]
    grams = sorted(set().union(*profiles))
    rows = bytearray()
    for gram in grams:
        rows += bytes(min(255, round(SCALE * math.log1p(known.get(gram, 0.0) / FLOOR))) for known in profiles)
    head = json.dumps({"languages": codes, "scale": SCALE, "langdetect": "1.0.9"})
    return zlib.compress("\n".join([head, *grams, "", ""]).encode() + rows, 9)


def main() -> int:
    """Write or check the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.build_profiles")
    parser.add_argument("--check", action="store_true")
    data = build()
    if parser.parse_args().check:
        return int(zlib.decompress(data) != zlib.decompress(OUT.read_bytes()))
    OUT.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
