"""Words of a claim that say little by themselves: where a sentence lacks them, it says no less."""

from __future__ import annotations

from rag.fillers import JOINING, LIGHT

# Verbs that only carry a noun or an adverb, and adverbs of degree, time and manner; no denial, no word for all or
# only, nothing that orders or compares.
FAINT = (
    LIGHT
    | JOINING
    | frozenset(
        """naast behalve tegen against besides well put place placed set way ways thing things wat what happened
        gebeurde gebeurd zaken zaak zoals like such sprak spoke ziet zag sees saw came loopt ran run runs tijdens
        during via bij by gebruikt used has heeft zeggen said says onder among rond around want since as
        blijven blijft bleef bleven gebleven komen gekomen gaan gegaan maken gemaakt laten gelaten krijgen kreeg kregen
        gekregen nemen genomen brengen gebracht zetten gezet houden gehouden doen gedaan raken raakt raakte geraakt
        moeten moet moest moesten willen wil wilde wilden kunnen mogen hoeven lijken lijkt leek blijken blijkt bleek
        inmiddels intussen nog weer alweer toch wel juist vooral eigenlijk eveneens overigens zelf zelfs alsnog
        nogmaals achter heen heel erg zeer uiterst nogal flink fors diep diepe hard daarmee hierbij erbij eraan erop
        ervan erom daarin daarop zogeheten zogenoemde genoemde
        go going gone come coming take taking taken make making get getting got keep keeping kept bring bringing hold
        holding give giving given put putting let lets letting stay stays stayed become becomes became turn turned
        turns remain remains remained long far even again too also now then once really quite rather very deeply highly
        deep actually indeed own so-called named way under
        mee weg waaronder waarmee waarop langs circa roughly around nearby
        want wants wanted must need needs
        meldde meldden meldt vindt vinden vond vonden acht achten achtte achtten schreef schreven schrijft schrijven
        noemt noemde noemden argues argued wrote writes reports reported finds found serieus seriously ernstig
        land landen country countries side kant deel setting stelt stelde stellen thuis eromheen""".split()
    )
)
