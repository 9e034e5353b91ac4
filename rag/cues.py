"""Words by which a question shows what it wants, in both languages, as patterns.

Only the words of asking stand here; what a letter is about never does.
"""

from __future__ import annotations

import re

LETTER = r"(?:\w*brie(?:f|ven)|stuk(?:ken)?|document(?:en|s)?|letters?)"

# What bears an official number: one that counts nothing.
PAPER = r"(?:motie|motion|brief|letter|kamerstuk|paper|dossier|document|stuk|file|resolutie|resolution|besluit)"
OF_PAPER = rf"(?:(?:the|that|this|it|a)\b(?: \w+)?|\w+) ?{PAPER}|it\b|that\b|this\b"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Questions about a letter itself rather than about what it says.
META: dict[str, re.Pattern[str]] = {
    "sender": _any(
        r"\bonderteken\w*",
        r"\bteken(?:t|en|de|den)\b",
        r"\bhandtekening\w*",
        r"\bgetekend\b",
        r"\bafzender\w*",
        r"\bauteurs?\b",
        r"\bschrijvers?\b",
        r"\b(?:wie|(?:welke|welk) (?!datum|dag|jaar|stad|plaats|nummer)\w+|door wie)\b.*\b(?:schreef|schreven|geschreven|verstuur\w+|stuurde\w*|gestuurd|verzond\w*|verzonden)",
        r"\b(?:signed|signs?|signator\w+|signature\w*|senders?|authors?)\b",
        r"\b(?:who|which (?!date|day|year|city|place|number)\w+|by whom)\b.*\b(?:wrote|written|write|sent|send)\b",
        r"\bnames?\b.*\b(?:under|to|bottom|foot)\b",
        r"\bna(?:am|men)\b.*\bonder(?:aan)?\b",
        rf"\bsta(?:at|an)\b.*\bonder(?:aan)?\b.*\b{LETTER}\b",
        r"\bvan wie (?:is|komt|zijn|was)\b",
        r"\bwho is .* from\b",
        r"\bwhose names?\b",
        r"\b(?:from whom|van wie)\b",
        rf"\b(?:verantwoordelijk|responsible)\b.*\b{LETTER}\b",
        r"\bnamens welk|\bnamens wie\b",
        r"\b(?:wie|who|hoe heet\w*)\b.*\b(?:\w*ministers?|staatssecretaris\w*|state secretary|bewinds\w+)\b",
        r"\b(?:namens|on behalf of) (?:welke|which)\b",
        r"\b(?:welke|which) (?:bewinds\w+|ministers|state secretaries|staatssecretarissen) (?:staan|stand|are) (?:onder|under|below)\b",
    ),
    "date": _any(
        r"\bwaar (?:is|werd|zijn|was)\b.*\b(?:geschreven|ondertekend|getekend|opgesteld)",
        r"\bwhere (?:was|were)\b.*\b(?:written|signed|dated)",
        r"\b(?:wanneer|datum|gedateerd|dagtekening|gedagtekend|(?:op|van) welke (?:dag|datum))\b",
        r"\b(?:when|dates?|dated|what day)\b",
        r"\b(?:welke|welk|which|what) (?:stad|plaats|city|place)\b",
        r"\b(?:which letter|welke brief)\b.*\b(?:older|oldest|newer|newest|first|ouder|oudste|oudere|nieuwer|nieuwste|eerste)\b",
        r"\bhoe oud\b",
        r"\bhow old\b",
    ),
    "number": _any(r"\b\w*nummers?\b", r"\bnr\b", r"\bnumbers?\b", r"\bno\.\s"),
    "addressee": _any(
        r"\b(?:naar wie|to (?:which|what) (?:body|institution|person|chamber))\b",
        r"\b(?:wie|who)\b.*\b(?:ontving|ontvingen|ontvangt|kreeg|received|receives?|got)\b",
        r"\b(?:geadresseerd\w*|aan wie|gericht aan|ontvanger|bestemd|aan welke|meant for|intended for)\b",
        r"\b(?:addressed|addressee|recipient|to whom|who (?:is|was|are|were) .* (?:sent|addressed|written|directed) to)\b",
    ),
    "dossier": _any(
        r"\b\w*dossier\w*",
        r"\bdoss\.? ?nr\b",
        r"\btitels?\b",
        r"\bhoe heet\w*",
        r"\btitles?\b",
        r"\bfile\b",
        r"\bcalled\b",
    ),
    "about": _any(
        r"\bwaar(?:over)?\b.*\b(?:ga(?:at|an)|ging(?:en)?|handel\w+)\b",
        r"\b(?:hoofd)?onderwerp\w*",
        r"\bset out\b",
        r"\bstrekking\b",
        r"\bsamenvat\w*",
        r"\bvat\b.*\bsamen\b",
        r"\bkern\b",
        r"\bwat staat er\b",
        r"^\W*what (?:does|do|did) (?:it|they|(?:the|this|that|these|both) letters?) say\W*$",
        r"\bwaarover\b",
        r"\bin het kort\b",
        r"\babout\b",
        r"\bsubjects?\b",
        r"\btopics?\b",
        r"\bsummar\w+",
        rf"\b(?:waarom|why|aanleiding|occasion|doel|purpose)\b.*\b{LETTER}\b",
        r"\bgist\b",
        r"\bdeals? with\b",
        r"\bbijpraten\b",
        r"\bupdate\b",
        r"\bbrief (?:the|you|your|members|parliament)\b",
        r"\b(?:informe|inform)\w*\b",
        r"\bcover\b",
    ),
    "session": _any(r"\bvergaderjaar\w*", r"\b(?:parliamentary|session|sessional) year\b"),
}

# A letter called by its subject: "de Zeelandbrief".
CALLED = re.compile(r"\b([^\W\d_]{4,}?)(?:-?brie(?:f|ven)| letters?)\b", re.IGNORECASE)
# What somebody who signed is; asks of the letter only with a name that stands under one.
OFFICE = _any(
    r"\b(?:ministerie|departement|ministry|department|functie|rol|ambt|post|portefeuille|role|function|position|office|job|portfolio)\b",
    r"^\W*(?:wie|who) (?:is|was|zijn|waren|are|were)\b",
    r"^\W*(?:waar|was|is|where)\b.*\b(?:ministers?|staatssecretaris|state secretary)\b",
)
# By these a ministry is known; they choose among those who signed.
MINISTRY = frozenset(
    """buitenlandse zaken foreign affairs handel trade ontwikkelingssamenwerking development cooperation justitie justice
    veiligheid security defensie defence defense binnenlandse interior koninkrijksrelaties kingdom financien finance
    volksgezondheid health welzijn welfare sport onderwijs education cultuur culture wetenschap science infrastructuur
    infrastructure waterstaat water economische economic klimaat climate landbouw agriculture natuur nature sociale
    social werkgelegenheid employment asiel asylum migratie migration volkshuisvesting housing ruimtelijke spatial
    europese european premier prime""".split()
)

# Words that stand in such questions without making them about anything else, of both languages, by the alphabet.
META_WORDS = frozenset(
    """aandacht aangeven aanleiding about achternaam addressed addressee afzender along alongside ambt ander appear
    appears attention auteur auteurs author authors bear bears begin behalf behoren beide belong belongs beside
    besides bestemd bewindslieden bewindsman bewindsmannen bewindspersonen bewindspersoon bewindsvrouw
    bewindsvrouwen bijpraten bijzondere binnen body both bottom bracht brachten brief briefing briefly brieven
    cabinet called carries carry city cover covers current currently dag dagtekening date dated dates datum day deal
    deals departement department destijds document documenten documents doel dossier dossiernr dossiernummer dossnr
    draagt early eerste eind else emphasis enkele fall falls file find first focus focuses foot found functie
    function gaan gaat geadresseerd gedagtekend gedateerd geef geinformeerd gepubliceerd gericht geschreven gestuurd
    getekend gezet ging gist give go goes gone got government handtekening handtekeningen head headed heed heeft
    heer heet held heten hoeveel hold hoofd hoofdonderwerp hoort horen house how huidig huidige indicate inform
    informed informeert informeren informs instantie intended issued its jaar jaren job kabinet kamer kamerbrief
    kamerbrieven kamerdossier kamerstuk kamerstukken kamerstuknummer kern kindly kort kreeg krijgen kst kunt laatste
    last late latest leden leggen legt leidde letter letter's letters lid line lines luidde luiden luidt main many
    meant member members meneer mevrouw minister minister's ministerial ministerie ministers ministry mr mrs ms naam
    naast nadruk name namen namens names new newer newest nieuwe nieuwere nieuwste no noem nog nr number nummer
    occasion office official officially old older oldest onder onderaan ondertekenaar ondertekenaars ondertekend
    ondertekende ondertekenden ondertekening ondertekent onderwerp onderwerpen one ones ontvangen ontvanger ontving
    oude oudere oudste out over paper papers parlement parliament parliamentary pay pays people person personen
    persoon plaats place point politici politician politicians politicus portefeuille portfolio position post
    publicatie publication publish published punt punten purpose put receive received receives recente recentste
    recipient regel regels released representatives responsible rol role samen samengevat samenvatting say says
    schreef schreven schrijver second send sender sent sentence sentences serve served session set short sign
    signatories signatory signature signatures signed single special staat staatssecretaris staatssecretarissen stad
    state strekking stress stresses stuk stuurde subject summarise summarize summary surname tekende tekenden
    tekenen tekent tekst tell terug terugvinden text tijd tijde time titel title together topic twee tweede two uit
    uitgebracht under update vallen valt vat verantwoordelijk vergaderjaar verschenen verschijnen verstuurd
    verstuurde vertel verzonden vind vinden waarin waarom waaronder waarover want wants went who whom whose why wie
    wil willen within woorden words write written wrote year zeggen zegt zette zetten zin zinnen""".split()
)

# Words that tell where an answer would stand, and need not stand in it.
REPORTING = frozenset(
    """volgens brief brieven kamerbrief letter letters document documenten documents tekst text naam noem noemt noemen
    noemde genoemd genoemde vermeld vermeldt vermelden beschreven beschrijft beschrijven omschreven staat staan stond
    zegt zeggen zei gezegd schrijft schrijven schreef geschreven meldt melden gemeld vertel vertelt vertellen leg uit
    uitleggen geef geeft noemen opnoemen opgesomd according mention mentions mentioned name names named describe
    describes described list listed lists say says said state states stated write writes wrote written report reported
    tell tells told explain explains give gives precies exactly concreet concretely allemaal overall kort briefly
    vraag vragen question wondering benieuwd weten know weet""".split()
)
# "Hoe zit het met ...", "what about ...": asks no more than the rest says.
HOW_ABOUT = _any(
    r"\bhoe (?:zit|staat|gaat|ziet) (?:het|dat|dit)(?: (?:dan|eigenlijk|nu|ervoor|er voor|eruit))?(?: met)?\b"
)
# "Which role does the bank play?", "how does the cabinet assess it?": the same, with words around what is asked about.
FRAMES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (
        _any(r"\b(?:welke|wat(?: is| was)?(?: de)?) rol\b", r"\b(?:what|which)(?: is| was)?(?: the)? role\b"),
        frozenset("rol spelen speelt speelde gespeeld vervult role play plays played".split()),
    ),
    (
        _any(
            r"\bhoe (?:beoordeelt|beoordeelde|beoordelen|typeert|kenschetst|duidt|omschrijft|beschrijft|ziet|zag)\b",
            r"\bhow (?:does|do|did|is|are|was|were)\b.*\b(?:assess|judge|rate|view|see|characteri[sz]e|describe)",
        ),
        frozenset(
            """beoordeelt beoordeelde beoordelen typeert kenschetst duidt omschrijft beschrijft ziet zag assess assessed
            judge judged rate rated view viewed see seen characterise characterised characterize characterized describe
            described""".split()
        ),
    ),
)
# Said to be polite, to agree or to try the keys; asks nothing.
COURTESY = frozenset(
    """hallo hello hi hoi hey dag goedemorgen goedemiddag goedenavond good morning afternoon evening please pls
    alsjeblieft alstublieft svp graag dank dankjewel dankuwel bedankt thanks thank thx ja nee yes no yeah nope ok oke
    okay okee prima fine great super mooi top test testing hm hmm uh um""".split()
)
COMPARE = _any(
    # "welke verschillende sporen", "the different tracks": several of a kind, which is no comparison
    r"\bversch(?:il(?!lende\b)|illen\b|illend\b)\w*",
    r"\bvergelijk\w*",
    r"\bvergeleken\b",
    r"\bvergelijking\b",
    r"\bverander\w*",
    r"\btegenover\b",
    r"\bversus\b",
    r"\bvs\b",
    r"\bnaast elkaar\b",
    r"\btoen en nu\b",
    r"\bverschoven\b",
    r"\bontwikkel\w+ tussen\b",
    r"\bbeide (?:\w+ )?\w*brieven\b",
    r"\bin beide\b",
    r"\btwee brieven\b",
    r"\bdiffer(?!ent\b)\w*",
    r"\bdifferent (?:from|than|to|in|now|then|after|since|by)\b|\bdifferent\W*$|\bhow different\b",
    r"\bcompar\w+",
    r"\bchang(?:e|ed|es) (?:between|from|since)\b",
    r"\bthen and now\b",
    r"\bside by side\b",
    r"\bboth (?:\w+ )?letters\b",
    r"\btwo letters\b",
    r"\b(?:how|what) .*\b(?<!the )change[ds]?\b(?! of\b)",
    r"\bchanged? (?:its|his|her|our|their|your) minds?\b",
    r"\banders (?:gaan |is gaan |zijn gaan )?(?:denken|kijken|aankijken|oordelen)\b",
    # "in the first letter ... and in the second", "in 2016 ... and what later"
    r"\b(?:first|old|older|earlier|one|eerste|oude|oudere|vroegere|ene)\b(?: \w+){0,3} \w*(?:brief|letter)\b.*"
    r"\b(?:second|new|newer|later|other|tweede|nieuwe|nieuwere|latere|andere)\b",
    r"\b(?:in|uit|from|of) (?:19|20)\d\d\b[^.?!]{0,80}\b(?:en|and)\b[^.?!]{0,40}\b(?:later|nu|now|today|vandaag|tegenwoordig)\b",
    r"\bshift(?:ed)?\b",
    r"\bthan in (?:19|20)\d\d\b",
    r"\bdan in (?:19|20)\d\d\b",
)
# Words that only set two letters side by side.
COMPARING = frozenset(
    """mind minds denken gedacht thinking older newer oude oudere nieuwe nieuwere toen nu then now later vroeger
    before earlier since sinds lijn line toon tone verschil verschillen verschilt difference differences different
    differently anders andere beide both twee two vergelijk vergelijken vergeleken vergelijking compare compared
    comparison tegenover versus vs naast elkaar side veranderd veranderde veranderen verandering change changed
    changes gewijzigd wijziging shift shifted verschoven ontwikkeld omslag turn tussen between ten opzichte jaar
    year years jaren respectively respectievelijk""".split()
)
LIST = _any(
    r"\bwelke\b",
    r"\bnoem\b",
    r"\bsom\b.*\bop\b",
    r"\bopsomming\b",
    r"\bwat zijn\b",
    r"\blijst(?:je)?\b",
    r"\balle\b",
    r"\bwhich\b",
    r"\blist\b",
    r"\bname the\b",
    r"\bwhat are\b",
    r"\bwhat were\b",
    r"\benumerate\b",
    r"\ball the\b",
    r"\bwho all\b",
    r"\b(?:drie|vier|vijf|zes|three|four|five|six)\b",
)
# Follow-ups that ask for what was not told yet.
ELSE = _any(
    r"\bdaarnaast\b",
    r"\bnog (?:meer|iets|andere?|mee?r)\b",
    r"\b(?:wat|wie|waar|welke?) (?:\w+ ){0,3}nog\b",
    r"\bverder(?: nog)?\W*$",
    r"\banders nog\b",
    r"\b(?:what|who|anything|anyone|where) else\b",
    r"\bany (?:other|more)\b",
    r"\bbesides (?:that|those|this)\b",
    r"\bin addition\b",
    r"\band (?:further|more)\W*$",
)
ACRONYM = _any(
    r"\bafkorting\b",
    r"\bvoluit\b",
    r"\bwaar staat \S+ voor\b",
    r"\bstaat de afkorting\b",
    r"\bshort for\b",
    r"\bstands? for\b",
    r"\babbreviat\w+",
    r"\bacronym\b",
    r"\bin full\b",
)
WHY = _any(
    r"\bwaarom\b",
    r"\bwaardoor\b",
    r"\bhoezo\b",
    r"\breden\w*",
    r"\boorza\w+",
    r"\bmet welk doel\b",
    r"\bwaartoe\b",
    r"\b(?:waarvoor|waar\b.*\bvoor) (?:is|zijn|was|waren|bedoeld|bestemd|dien(?:t|en|de|den))\b",
    r"\b(?:intended|meant) (?:for|to)\b",
    r"\bwaar (?:is|zijn|was|waren)\b.*\bvoor\W*$",
    r"\bwhat(?:['’]s| is| are| was| were)\b.*\bfor\W*$",
    r"\b(?:beweegreden\w*|motie(?:f|ven)|drijfveer|drijfveren|bedoeling|aanleiding)\b",
    r"\bwat is het nut\b",
    r"\bwaar\b.*\bvoor nodig\b",
    r"\bneeded for\b",
    r"\b(?:wat|what)\b.*\b(?:bereiken|voorkomen|achieve|prevent)\b",
    r"\b(?:to|for) what end\b",
    r"\b(?:motives?|motivation|rationale|justification|intention)\b",
    r"\bpoint of\b",
    r"\bdoel\b",
    r"\bhoe komt het\b",
    r"\bwhy\b",
    r"\breasons?\b",
    r"\bcauses?\b",
    r"\bpurposes?\b",
    r"\bhow come\b",
    r"\bwhat for\b",
    r"\baim\b",
)
REASON = _any(
    r"\bomdat\b",
    r"\bwant\b",
    r"\bdoordat\b",
    r"\bdaardoor\b",
    r"\bvanwege\b",
    r"\bwegens\b",
    r"\bom die reden\b",
    r"\bdoel\b",
    r"\bom te\b",
    r"\bom\b.*\bte \w+en\b",
    r"\bzodat\b",
    r"\bdankzij\b",
    r"\bdoor\b",
    r"\bdaarom\b",
    r"\bin reactie op\b",
    r"\buit zorg\b",
    r"\bbecause\b",
    r"\bdue to\b",
    r"\bowing to\b",
    r"\bin order to\b",
    r"\bso that\b",
    r"\btherefore\b",
    r"\baims?\b",
    r"\bfor that reason\b",
    r"\bin response to\b",
    r"\bout of concern\b",
    r"\bthanks to\b",
    r"\bas a result\b",
    r"\bto (?:counter|prevent|help|promote|ensure|enable)\b",
)
