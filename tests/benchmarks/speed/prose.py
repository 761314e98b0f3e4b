"""Sentences of our own writing, put together anew for each article: the same number gives the same words.

Names, places and figures change each time, so that no reader gains by having met a sentence before.
"""

from __future__ import annotations

import random

WHO = """
the harbour office|the regional council|engineers of the water board|the school's head|a spokeswoman for the railway
the union of bus drivers|the mayor|two members of the court|the museum|the hospital's director|farmers in the valley
the fire service|the weather office|the company|its chief accountant|the theatre's stage hands|the election officer
""".replace("\n", "|")
DID = """
said|told reporters|wrote in a letter|announced|confirmed|warned|explained|repeated|admitted|denied at first
""".replace("\n", "|")
WHAT = """
the bridge at {place} would open again after {number} weeks of repairs|the ferry to {place} carried {number} passengers
repairs in {place} had cost {number} thousand more than planned|{number} houses near {place} were without water
the new timetable left {place} with {number} trains a day|a storm had torn {number} slates from the roof in {place}
the vote in {place} would be held {number} days later|{number} pupils from {place} had moved into the old library
the price of a ticket to {place} would rise by {number} cents|{name} had been asked to lead the inquiry into {place}
the figures for {place} were {number} per cent below those of last year|{name} would not stand again in {place}
""".replace("\n", "|")
PLACES = """
Havnes|Oldbridge|Maren Bay|Stonewick|Alder Vale|Port Linden|Saint Odile|Kestrel Point|Nordlys|Fairmouth|Brackwater
""".replace("\n", "|")
NAMES = "Ingrid|Olav|Marit|Tobias|Maren|Aisha|Pavel|Joana|Weiming"
SYLLABLES = "ba den for gal hel ir kov lan mar nes ol pet ros sen tal ur vik wes yar zan ber ka lin mo ra ste".split()
"""Of surnames: each article has words that no article had before it."""
LINKED = "a report"
"""Words that are a link in HTML and Markdown, and words in the others."""
MORE = f"Details are in {LINKED} of {{number}} pages."


def paragraphs(characters: int, number: int) -> list[str]:
    """Return paragraphs of at least so many characters together; the first is the lead with its dateline."""
    dice = random.Random(number)  # noqa: S311 -- no secret, the same each time
    who, did, what, places, names = ([w for w in text.split("|") if w] for text in (WHO, DID, WHAT, PLACES, NAMES))

    def name() -> str:
        return f"{dice.choice(names)} {''.join(dice.choices(SYLLABLES, k=3)).capitalize()}"

    def filled(text: str) -> str:
        return text.format(place=dice.choice(places), name=name(), number=dice.randint(2, 900))

    made: list[str] = []
    length = 0
    while length < characters or not made:
        said = [
            f"{dice.choice(who)} {dice.choice(did)} that {filled(dice.choice(what))}" for _ in range(dice.randint(2, 4))
        ]
        text = " ".join(f"{one[0].upper()}{one[1:]}." for one in said)
        if dice.random() < 0.2:
            text = f"“{text}” {name()} said."
        elif dice.random() < 0.2:
            text += " " + filled(MORE)
        made.append(text if made else f"BERGEN, Norway (AP) — {text}")
        length += len(made[-1])
    return made
