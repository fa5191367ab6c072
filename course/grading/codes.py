"""Learner codes: two calm words and two digits, for example ``amber-heron-41``.

A code is all we know a learner by, so a slip of the pen must never turn one into another: any two words of a
list differ by two letters or more, and a cohort uses each pair of words once. Two codes of a cohort therefore
never lie one letter apart. ``tests/test_cohort.py`` holds both rules.
"""

import secrets
from random import Random

from course.errors import GradingError

# Nothing here is slang for a substance, a word of the rooms, an insult, or a color of people.
_FIRST = """
    alpine amber autumn azure balmy bold brave breezy bright brisk calm careful cheery coastal cobalt copper
    courtly cozy crimson curious daring eager earnest eastern easy elegant evening fabled fair festive fluent
    fresh friendly gallant genial gentle glad glowing graceful grand hardy hearty helpful indigo inland jovial
    jolly joyful keen kindly lakeside lasting limber lively local lunar maritime merry mighty mild modern
    modest morning mossy musical narrow nimble noble northern novel pacific peaceful placid
    playful pleasant plucky polite prompt quick quiet rainy ready restful rhyming robust rosy rural rustic scarlet
    seaside silent silver sincere smart smooth southern spirited splendid spring starry steady stellar sturdy
    summer sunny supple swift tender thankful tidal tidy tropical trusty upbeat urban useful valiant velvet
    vibrant vivid warm western windy winter wise witty wooded youthful zesty
"""
_SECOND = """
    acorn alder alpaca anchor apple apricot aspen aster badger bamboo barley basket beach beacon beetle birch bison
    bridge brook cabin canyon canoe carrot cedar chestnut citrus clover compass coral cricket cypress dahlia daisy
    dolphin elk egret falcon fern ferry fiddle finch fjord forest garden gazelle gecko gull harbor
    hazel hedgehog heron hickory hill ibis island juniper kayak kestrel kettle kitten koala lagoon lantern
    lark laurel lemon lilac linden llama lobster lupine lynx magnolia magpie mango maple meadow minnow
    moose mountain nutmeg oak ocean olive orchard orchid osprey otter oyster pasture pelican penguin
    peony pepper pigeon pine planet plum pond poplar prairie puffin pumpkin quail rabbit radish raven river
    robin salmon seal shore sparrow spruce squirrel stork sunrise swan teapot thistle tulip turnip turtle valley
    violet walnut walrus willow wombat yarrow zebra
"""
FIRST_WORDS = tuple(_FIRST.split())
SECOND_WORDS = tuple(_SECOND.split())
MOST_CODES = len(FIRST_WORDS) * len(SECOND_WORDS)


def new_codes(count: int, random: Random | None = None) -> list[str]:
    """``count`` learner codes, no two of them one letter apart.

    They come from the operating system's randomness; a test passes a seeded ``random`` instead.
    """
    if not 1 <= count <= MOST_CODES:
        raise GradingError(f"there are words for 1 to {MOST_CODES:,} learner codes, not for {count:,}")
    random = random or secrets.SystemRandom()
    return [_code(pair, random.randrange(100)) for pair in random.sample(range(MOST_CODES), count)]


def _code(pair: int, number: int) -> str:
    first, second = divmod(pair, len(SECOND_WORDS))
    return f"{FIRST_WORDS[first]}-{SECOND_WORDS[second]}-{number:02d}"
