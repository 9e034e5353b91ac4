"""Words for lexical search: tokens, stop words, stems, in Dutch and English."""

from __future__ import annotations

import functools
import re
import unicodedata

from rag.types import Language

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")

# Function words, and words that ask or point rather than say what about.
_STOP: dict[Language, frozenset[str]] = {
    "nl": frozenset(
        """aan af al alle alleen als anders ben bent bij daar daarmee dan dat de deze die dit doch doen door dus een
        eens en er erg ge geen geworden had hadden heb hebben hebt heeft hem hen het hier hierbij hij hoe hoeveel
        hun iemand iets ik in inzake is ja je jou jullie kan kon konden kunnen kunt maar me meer met mij mijn moet
        moeten na naar niet niets nog nu of om omdat ons onze ook op over reeds te tegen toch toen tot u uit uw van
        veel voor waar waarom waarvoor wanneer want waren was wat we wel welk welke werd werden wie wij wil willen
        word worden wordt zal ze zelf zich zij zijn zo zonder zou zouden zullen zult inclusief via ten ter der des
        waarin waarmee waarop hiervan daarvan ervan erin erop zoals bijvoorbeeld graag precies eigenlijk soms even
        gaat gaan ging gedaan doet deed eigen elk elke ander andere dergelijke etc hoelang gebeurde gebeurt nou eens
        hoor joh effe weleens gewoon moest moesten mag mocht mochten waarover waardoor waaraan waarvan waarbij waarnaar
        waaruit waarop daarnaast daarna daarvoor daarbij boven onder tussen langs tijdens binnen buiten vanaf vanuit
        sinds tegenover behalve rond rondom volgens omtrent aub svp ff hoi hallo checken""".split()
    ),
    "en": frozenset(
        """a about above after again all also am an and any are as at be because been before being below between
        both but by can cannot could did do does doing down during each for from further had has have having he her
        here hers him his how i if in into is it its itself just let me more most my no nor not now of off on once
        only or other our out over own s same shall she should so some such than that the their them then there
        these they this those through to too under until up upon very was we were what when where which while who
        whom whose why will with would you your t don exactly please many much get got happen happened happens
        via per etc along around among within without upon across towards else according since gonna wanna us
        couldn isn wasn didn doesn won hasn haven aren weren wouldn shouldn hadn
        pls plz thx btw ur hey hello one ones actually really basically""".split()
    ),
}
# Verbs that hold a question together and say little by themselves, unlike in a wording ("give up").
_LIGHT: dict[Language, frozenset[str]] = {
    "nl": frozenset(
        """komen komt kwam kwamen gekomen krijgen krijgt kreeg kregen gekregen geven geeft gaf gaven laten laat liet
        lieten trekken trekt trok trokken zitten zit zat zaten zetten zet zette maken maakt maakte maakten gemaakt nemen
        neemt nam namen blijven blijft bleef bleven lopen loopt liep liepen houden houdt hield hielden staan staat stond
        stonden liggen ligt lag lagen wilde wilden vinden vindt vond hielp halen haalt haalde brengen brengt bracht
        brachten gebruiken gebruikt denken denkt dacht duren duurt duurde geduurd beginnen begon minister ministers
        ding dingen soort""".split()
    ),
    "en": frozenset(
        """come comes came give gives gave given take takes took taken make makes made let keep keeps kept put set want
        wants wanted use used uses go goes went going bring brings brought hold holds held last lasted lasting help
        helped think thought see seen sort sorts like get gets
        stand stands stay stays thing things kind minister
        ministers back start started""".split()
    ),
}
_STEMMERS = {"nl": "dutch", "en": "english"}


def fold(text: str) -> str:
    """Lower case without accents: 'Syrië' and 'Syrie' are the same word to a reader."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def tokens(text: str) -> list[str]:
    """Folded words and numbers, in order; compounds with a hyphen fall apart."""
    return _TOKEN.findall(fold(text.replace("’", "'")))


# Nouns that Snowball takes for participles, or for forms of a word they have nothing to do with: it would read
# 'geweld' as 'wel', 'gezant' as 'zand', 'overheid' as 'over'.
_WHOLE = re.compile(
    r"ge(?:bied|brek|beur|drag|heim|loof|lov|meens|meent|middeld|schil|tuig|vaar|volg|weer|weld|west|woon|zag|zant|zin|"
    r"zond)|(?:\w*[^aeiou])?(?:over|minder|meerder|een|waar|hoeveel)he(?:id|den)$"
)


@functools.lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The Snowball stem of a folded word, with the beginning or end left on that tells a noun from another word."""
    import snowballstemmer

    # A stemmer holds the word it is at, so threads must not share one; making one takes less than 1 µs.
    short = str(snowballstemmer.stemmer(_STEMMERS[language]).stemWord(word))
    if short == "govern" and word.startswith("government"):  # what a government does is not always to govern
        return "government"
    if language != "nl" or not _WHOLE.match(word):
        return short
    if word.startswith("ge"):
        return short if short.startswith("ge") else f"ge{short}"
    return f"{short}heid"


def is_content(word: str, language: Language) -> bool:
    """Whether a folded word says what a text is about."""
    return word not in _STOP[language] and (len(word) > 1 or word.isdigit())


@functools.cache
def light(language: Language) -> frozenset[str]:
    """Stems of verbs that say little outside a wording of several words."""
    return frozenset(stem(word, language) for word in _LIGHT[language])


def content(text: str, language: Language) -> list[str]:
    """Stems of the words that carry content, in order, doubles kept."""
    return [stem(word, language) for word in tokens(text) if is_content(word, language)]
