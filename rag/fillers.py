"""Words that say nothing of the matter: talk about the letter, verbs that only carry a noun, words that join."""

from __future__ import annotations

# How an answer speaks of its sources, whatever the letter is about.
FRAME = frozenset(
    """brief brieven kamerbrief letter letters passage passages staat staan stelt stellen meldt melden schrijft
    schrijven schreef schreven noemt noemen geeft geven zegt zeggen according mentions mention reports report say says
    said states state stated writes write wrote written volgens aldus datum date dated gedateerd daarnaast verder
    tevens namelijk bovendien ook sindsdien concreet kortom tegelijkertijd additionally furthermore moreover addition
    meanwhile translation vertaling vertaald translated jaar year nr no jl ondertekend getekend afzender signed sender
    vraag antwoord question answer among things onder andere other others procent
    percent per cent minstens tenminste ongeveer circa ruim hoogstens hooguit zeker least most about approximately some
    over just yet still already zolang zodra sprake mits""".split()
)
# Verbs that say little without the words around them ('gaven ... over' for 'overgegeven').
LIGHT = frozenset(
    """geeft gaf gaven neemt nam namen doet deed deden komt kwam kwamen gaat ging gingen maakt maakte maakten brengt
    bracht brachten laat liet lieten zet zette zetten houdt hield hielden staat stond stonden treedt trad traden
    krijgt krijgen gives gave takes took makes made puts sets gets got comes came goes went brings brought holds held
    keeps
    kept""".split()
)
# Words that join, order or introduce, and say nothing of the matter; verbs that only carry a noun.
JOINING = frozenset(
    """zolang zodat zodra indien ofwel oftewel evenals alsook zowel terwijl waarbij waardoor waarvan waaraan waarna
    waarop hierdoor daardoor hiermee daarbij hiervoor daarvoor hierover daarover vanuit vanaf rondom omtrent aangezien
    volgens ten tijde wie vanwege wegens doordat daarom daartoe waardoor hiertoe wiens kent kennen telt tellen bestaat
    bestaan omvat omvatten behoort behoren betreft
    betreffen luidt luiden namelijk oftewel tevens verder zichzelf elkaar welke
    thus therefore hence whereby wherein whereas although though since unless until toward towards regarding concerning
    namely binnen
    within among amongst upon onto without whether either neither one ones another themselves itself each
    back away along forward includes include consist consists comprise comprises exist exists regards
    relates having being
    considers considered deems according time moment""".split()
)
