"""What kind of thing an answer must hold: an amount, so many of something, a day, a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag import cues
from rag.numbers import quantities
from rag.tables import units
from rag.types import Language
from rag.words import content, fold, tokens


@dataclass(frozen=True, slots=True)
class Wants:
    """`kind` is one of `_RULES`, focus or ''.

    `unit` is the canonical unit of a count where it is known. `focus` are the stems of the noun
    asked for ("which model", "what price"), which nothing but the text itself can show; `asking`
    are the words that only ask ("amount" in "what amount"), and need not stand in an answer.
    """

    kind: str = ""
    unit: str = ""
    focus: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()


def _rule(kind: str, *patterns: str) -> tuple[str, re.Pattern[str]]:
    return kind, re.compile("|".join(patterns))


_OFFICE = (
    r"\b\w*(?:ambassadeur|gezant|minister|president|premier|leider|voorzitter|commandant|generaal|directeur|topman|"
    r"topvrouw|woordvoerder|rechter|koning|koningin|kroonprins|burgemeester|commissaris|secretaris|bevelhebber|persoon|personen|mensen|individu|man|vrouw|"
    r"ambassador|envoy|leader|chair|chairman|chairwoman|commander|general|director|spokesperson|spokesman|"
    r"spokeswoman|judge|king|queen|crown prince|mayor|commissioner|secretary|person|people|individual|man|woman)s?(?:en)?\b"
)
_WHERE = r"(?:countr(?:y|ies)|city|town|province|village|place)"
_GOING = r"(?:flee|fled|go|gone|went|escaped?|run|ran|moved?|travel\w*|fly|flew|flown|sen[dt])"
# In the order of trying, on folded text.
_RULES = (
    _rule(
        "money",
        r"\bhoeveel (?:heeft|gaf|geeft|geven|gaven|besteedde|besteedt|betaalt|betaalde|steekt|stak|trekt|trok|legt|legde|"
        r"draagt|droeg)\b",
        r"\bhoeveel (?:\w+ ){0,2}\w*(?:geld|euro|poen|centen|budget|steun|hulp|financiering)\b",
        r"\bhoeveel (?:\w+ ){0,3}(?:kost|betaal|besteed|uitgegeven|geef|gaf|bijgedragen|uitgetrokken|stak|stopte)",
        r"\b(?:welk |wat voor )?\w*(?:bedrag|budget|prijs(?:kaartje)?)\w*",
        r"\bwat (?:kost|kostte|kosten)\b",
        r"\b(?:ge)?kost(?:en|te|ten)?\b",
        r"\bhoe duur\b",
        r"\bhow much (?:\w+ )?(?:money|cash|funding|aid|support)\b",
        r"\bhow much (?:did|has|have|had|does|was|is|do|will)\b",
        r"\bhow much (?:\w+ ){1,4}(?:spends?|spent|spending|pays?|paid|gives?|gave|given|puts?|contributed?|contributes|"
        r"donated?|earmarked|allocated|invested)\b",
        r"\bwhat (?:did|does|do|will|would) .*\bcost\b",
        r"\b(?:what|which) (?:amount|sum|price|budget)s?\b(?! up\b)",
        r"\b(?:amount|sum|price tag|bill|budget)s?\b(?! up\b)",
        r"\bpay(?:ing)? towards\b",
    ),
    _rule(
        "share",
        r"\bwelk (?:deel|percentage|aandeel|gedeelte)\b",
        r"\bpercentage\b",
        r"\bhoeveel procent\b",
        r"\b(?:what|which) (?:share|percentage|proportion|portion|fraction)\b",
        r"(?<!in )\b(?:what|which) part\b(?! (?:do|does|did|has|have|will|would|is|was|in|from)\b)",
        r"\bper ?cent\b",
    ),
    _rule("portion", r"\bhoeveel (?:is er )?van\b", r"\bhow much (?:is left )?of\b"),
    _rule("often", r"\bhoe (?:vaak|dikwijls|regelmatig)\b", r"\bhow (?:often|frequently|regularly)\b"),
    _rule(
        "duration",
        r"\bhoe ?lang\b",
        r"\bhoeveel (?:tijd|jaar|jaren|maanden|weken|dagen)\b",
        r"\bhow long\b",
        r"\bhow many (?:years|months|weeks|days)\b",
    ),
    _rule(
        "count",
        r"\bhoeveel\b",
        r"\baantal\w*",
        r"\b(?:dodental|slachtofferaantal)\b",
        r"\bdeath toll\b",
        r"\bhoe (?:groot|veel)\b",
        r"\bhow (?:many|much|large|big)\b",
        rf"(?<!document )(?<!paper )(?<!file )\bnumber of (?!{cues.OF_PAPER})",
        r"\bwhat is the size\b",
    ),
    _rule(
        "date",
        r"\bwanneer\b",
        r"\b(?:welk|welke) (?:jaar|datum|dag|maand)\b",
        r"\b(?:op|sinds|tot|vanaf|per) welke (?:dag|datum)\b",
        r"\bdatum\b",
        r"^\W*(?:(?:and|but|so|or|exactly|also|then)\b\W*)*when\b",
        r"\b(?:since|until|by|from) when\b",
        r"[,:] ?when\b",
        r"\b(?:what|which) (?:year|date|day|month)\b",
    ),
    _rule(
        "person",
        r"(?<!tegen )(?<!door )(?<!met )(?<!aan )(?<!van )(?<!voor )(?<!tussen )"
        r"\bwie (?:is|was|zijn|waren) (?:de|het|nu|destijds|momenteel)\b",
        r"\bwie (?:werd|wordt) (?:de|het)\b",
        r"\bwie (?:leidt|leidde|staat aan|heet)\b",
        r"\bwelke? (?:personen|persoon|mensen|individuen|bewindspersoon|leider)s?\b",
        r"\bwho (?:is|was|are|were|became) (?:the|now|currently|president|leader)\b",
        r"\bwho (?:leads?|heads?|led|headed|chairs?|runs)\b",
        r"\b(?:which|what) (?:persons?|people|individuals?|leader)\b",
        r"\bwho exactly\b",
    ),
    _rule(
        "paper",
        rf"\b(?:welk|wat is het|wat was het) (?:\w+ )?\w*nummer\b.*{cues.PAPER}",
        rf"{cues.PAPER}.*\b(?:\w*nummer|number|nr|no)\b",
        rf"\b(?:document |paper |file )?number of (?:{cues.OF_PAPER})",
        rf"\b(?:which|what) (?:\w+ )?number\b.*{cues.PAPER}",
    ),
    # What a court ruled, and who voted how: a sentence that tells it says so.
    _rule(
        "ruling",
        r"\b(?:gerechtshof|rechtbank|hof|rechters?|tribunaal)\b.*\b(?:beslist|besliste|besloot|besloten|uitspraak|vonnis)\b",
        r"\b(?:beslist|besliste|besloot|besloten|uitspraak|vonnis)\b.*\b(?:gerechtshof|rechtbank|hof|rechters?|tribunaal)\b",
        r"\b(?:court|tribunal|judges?)\b.*\b(?:decided?|rul(?:ed?|es|ing)|judge?ment|verdict)\b",
        r"\b(?:decision|ruling|judge?ment|verdict)\b.*\b(?:court|tribunal|judges?)\b",
    ),
    _rule(
        "vote",
        r"\b(?:wie|who|welke|which)\b.*\b(?:voted|(?:ge|tegen|voor)?stemden?)\b",
        r"\b(?:ge|tegen|voor)?stemd(?:e|en)?\b(?!\w)|\bvoted\b|\bvotes? (?:for|against|in favou?r)\b",
    ),
    _rule(
        "label",
        r"\b(?:welk|welke|wat voor|wat is het|wat was het|wat is de|wat was de) (?:\w+ )?(?:type|model|merk|nummer|kop|titel|partij|fractie|vonnis|(?:eind)?uitspraak|oordeel)\b",
        r"\bwat (?:heeft|hebben|had) .*\bgeoordeeld\b",
        r"\b(?:what|how) (?:did|has|have) .*\b(?:ruled?|adjudicate)\b",
        r"\bpolitieke partij\b",
        r"\b(?:which|what|what is the|what was the) (?:\w+ )?(?:type|model|make|brand|number(?! of)|headline|title|party|verdict|(?:final )?ruling)\b",
        r"'s? (?:final )?(?:ruling|verdict)\b",
    ),
    # The name of somebody known by an office is a person's name and nothing else.
    _rule(
        "called",
        rf"\bhoe he(?:et|ette|etten|ten)\b.*{_OFFICE}",
        rf"\b(?:na(?:am|men) van|names? of)\b.*{_OFFICE}",
        rf"{_OFFICE}.*\bcalled\W*$",
        rf"\b(?:what|which)\b.*{_OFFICE}['’]?s? name\b",
    ),
    _rule(
        "name",
        r"\bhoe he(?:et|ette|etten|ten)\b",
        r"\bna(?:am|men) van\b",
        r"\bnames? of\b",
        r"\bwelke (?:\w+ )?(?:ambassadeur|gezant)s?\b",
        r"\bwh(?:ich|at|ose) (?:\w+ )?(?:ambassador|envoy)s?\b",
        r"\b(?:was|is|were|are) .* called\b",
    ),
    # Where somebody went is told after a preposition: no country's adjective answers.
    _rule(
        "whither",
        r"\bnaar welke? (?:\w+ )?(?:land(?:en)?|stad|plaats|provincie|dorp)\b",
        r"\bwaarheen\b",
        rf"\bto (?:which|what) (?:\w+ )?{_WHERE}\b.*\b{_GOING}\b",
        rf"\b(?:which|what) {_WHERE}\b.*\b{_GOING} to\W*$",
        rf"\bwhere\b.*\b{_GOING}\b",
    ),
    _rule(
        "country",
        r"\b(?:welk|welke) (?:\w+ )?land(?:en)?\b",
        r"\b(?:which|what) (?:\S+ )?(?:country|countries|nations?)\b",
        r"\b(?:which|what) country's\b",
    ),
    _rule(
        "place",
        r"\b(?:welke|welk) (?:\w+ )?(?:stad|steden|plaats|plaatsen|gebied|provincies?|regio|dorp|wijk|wijken)\b",
        r"\bwaar (?:is|was|zit|verblijft|woont|ligt|bevindt|staat|vond|werd)\b",
        r"\bwhere (?:is|was|are|were|did|does)\b",
        r"\b(?:which|what|over which|in which) (?:\w+ )?(?:city|cities|town|places?|provinces?|region|village|district|neighbourhood|neighborhood)s?\b",
    ),
    _rule(
        "who",
        r"\bwie\b",
        r"\bwho(?:m|se)?\b",
        r"\bwelke? (?:kamerlid|kamerleden|politicus|politici)\b",
        r"\b(?:which|what) (?:politicians?|mps?|members? of parliament)\b",
        r"\bwelke (?:\w+ )?(?:hulp)?(?:organisatie|instelling|groep|club|krant|bondgenoot|actor|bod|lichaam|landen)\w*",
        r"\b(?:which|what) (?:\w+ )?(?:organi[sz]ation|institution|bod(?:y|ies)|newspaper|group|club|all(?:y|ies)|actor|agenc)\w*",
    ),
    # "Which minorities are named?": those that stand in a row.
    _rule(
        "named",
        r"\bwelke (?:\w+ )?\w+(?:en|s)\b.*\b(?:bij|met) naam\b|\bwelke \w+(?:en|s) worden (?:er )?genoemd\W*$",
        r"\b(?:which|what) (?:\w+ )?\w+s\b.*\bby name\b|\bwhich \w+s are (?:named|mentioned)\W*$",
    ),
)
_WHO_THEY_ARE = re.compile(
    r"\b(?:[Ww]ie (?:zijn|waren) (?:(?:de|die|deze) )?|[Ww]ho (?:are|were) (?:(?:the|these|those) )?)[A-Z][\w'’-]+s?\b"
    r"(?: [A-Z][\w'’-]+)*\W*$"
)
_FOCUS = re.compile(
    r"\b(?:welk(?:e)? soort|wat voor soort|welke?|wat voor|wat is (?:de|het)|wat was (?:de|het)|which|what|what is the|what was the|(?:what|which) (?:kind|type|sort)s? of)\s+((?:[^\W\d_]+\s*){1,3})"
)
_COUNTED = re.compile(r"\b(?:hoeveel|aantal|how many|number of)\s+((?:[^\W\d_]+[ -]?){1,4})")
_NO_FOCUS = frozenset(
    """deed doet did does do is was are were zegt zei zeggen says said say vindt vond think heeft has have gaat
    happen gebeurde staat moet should would wil kan can about role rol became become becomes werd wordt""".split()
)


def wants_of(text: str, language: Language) -> Wants:
    """Read the asking words of a question."""
    folded = fold(text)
    if found := cues.ACRONYM.search(text):
        return Wants("acronym", asking=(*tokens(found.group()), "staat", "short", "stand", "voor", "for"))
    hits = [
        (found.start(), place, found) for place, (_, pattern) in enumerate(_RULES) if (found := pattern.search(folded))
    ]
    if _WHO_THEY_ARE.search(text):  # "Who are the White Helmets?" asks for nobody's name
        return Wants()
    if hits:
        # What is asked for comes first: "Whose motion was it when ..." asks for no date.
        _, place, found = min(hits, key=lambda hit: hit[:2])
        kind = _RULES[place][0]
        unit = _unit(folded, language) if kind == "count" else ""
        # An office says whose name is wanted: "which envoy" asks for no other name.
        asking = (word for word in tokens(found.group()) if kind != "name" or not re.fullmatch(_OFFICE, word))
        return Wants(kind, unit, _focus(folded, language), tuple(asking))
    focus = _focus(folded, language)
    return Wants("focus", "", focus) if focus else Wants()


def _unit(folded: str, language: Language) -> str:
    """The unit that '7 <noun>' has, for 'how many <noun>'."""
    if not (found := _COUNTED.search(folded)):
        return ""
    words = found[1].split()
    for start in range(min(3, len(words))):
        read = quantities(f"7 {' '.join(words[start:])}", language)
        if read and read[0].unit in units():
            return read[0].unit or ""
    return ""


def _focus(folded: str, language: Language) -> tuple[str, ...]:
    found = _FOCUS.search(folded) or _COUNTED.search(folded)
    if not found:
        return ()
    words = found[1].split()
    if words[0] in _NO_FOCUS:
        return ()
    stems = content(" ".join(words), language)
    return tuple(stems[:1])
