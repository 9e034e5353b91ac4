"""Orders to the system, and work that is no question to the letters: by these a question is told to be none."""

from __future__ import annotations

import re

ORDERS = re.compile(
    "|".join(
        (
            r"\b(?:ignore|disregard|forget|override|bypass)\b.*\b(?:instructions?|rules?|prompts?|above|previous|prior|guidelines|letters?|sources?)\b",
            r"\b(?:negeer|vergeet|omzeil|sla)\b.*\b(?:instructies?|regels?|opdracht(?:en)?|bovenstaande|voorgaande|vorige|eerdere|richtlijnen|brieven|bronnen)\b",
            r"\b(?:system|systeem|developer|ontwikkelaars?)[ -]?(?:prompt|message|bericht|instructies?|instructions?|mode|modus)\b",
            r"\b(?:you are now|you're now|from now on you|you (?:must |should |will )?act as|act as (?:if|though|my)|pretend|role-?play|jailbreak|je bent (?:vanaf )?nu|vanaf nu ben je|you are (?:the|an?|my) [\w ]{1,40}\bnow|u bent nu|doe alsof|speel dat|gedraag je als)\b",
            r"\b(?:make up (?:a|an|some|your|any)|invent|fabricate|verzin|verzonnen|bedenk)\b",
            r"\b(?:reveal|print|repeat|output|toon|herhaal|druk af)\b.*\b(?:your|je|jouw|uw)\b.*\b(?:instructions?|prompt|instructies|opdracht|key|sleutel)\b",
            r"^\s*(?:system|assistant|user|instruction|opdracht|systeem)\s*:",
            r"[\[(<{#]\s*(?:system|assistant|instructions?|opdracht|systeem)\s*[\])>}#:]",
            r"(?:^|[.!;:\]]\s*)(?:you are|you're|je bent|jij bent|u bent) (?:minister|president|premier|the|an?|my|een|de|mijn)\b",
            r"</?\w+>|<\||\[/?INST",
            r"\bwithout (?:any )?(?:sources?|citations?)\b",
            r"\bzonder bron(?:nen|vermelding)?\b",
            r"\b(?:instructies|instructions)\b.*\b(?:makers|ontwikkelaars|developers|creators)\b",
            r"\b(?:AI|assistent|assistant|chatbot|model)\b.*\b(?:zonder (?:beperkingen|regels|filters?)|without (?:limits|limitations|restrictions|rules|filters?))\b",
            r"\bgeen bron(?:nen)?\b.*\b(?:noemen|hoeft|nodig)\b|\bno (?:sources|citations)\b.*\b(?:needed|required|necessary)\b",
            r"(?:^|[.!:])\s*(?:please |kun je |wil je |can you |could you )?(?:write|compose|draft|translate|code|schrijf|vertaal|dicht|programmeer|reken|calculate|compute)\b",
            r"<!--",
            r"\bgeldt (?:deze|dit|de volgende) \w+ als\b|\b(?:eigen kennis|own knowledge)\b",
            r"\b(?:tekst|text|bericht|message)\b.{0,30}\b(?:geldt|telt|counts?|serves?)\b.{0,20}\b(?:als|as)\b",
            r"\b(?:rules|instructions?|regels|instructies|opdrachten)\b.{0,30}\b(?:were you|have you|did you|you (?:got|have|were)|kreeg je|heb je|je gekregen|u gekregen|kreeg u)\b",
        )
    ),
    re.IGNORECASE,
)
