"""Done, or only meant, possible, asked for: whether a claim tells as a fact what a source tells otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from rag.overlap import Word, related

# Words by which a source says that something is not (yet) so. 'Konden' and 'could' are left out: they tell of deeds.
_OPEN = frozenset(
    """zal zullen zou zouden kan kunnen wil willen voornemens voornemen bereid proberen poging kans overweging
    overwogen overweegt plan plannen hoopt hopen verwacht verwachting moet moeten dreigt dreigen will would shall
    can may might wants want intends intend prepared willing try tries attempt chance considered considers plans
    hopes expects expected must should threatens""".split()
)
# Words by which a claim leaves it open too, whatever the source has.
_CAREFUL = _OPEN | frozenset(
    """gaat gaan ging wilde wilden voornam beloofde beloofden belooft toegezegd zegde zegden vroeg vroegen vraagt eist
    eiste riep roept pleit pleitte pleiten gepleit kon konden mocht mag mogen moest moesten achtte acht vreest vreesde
    waarschuwt gepland beoogt beoogd beoogde voorziet werkt toekomst toekomstige straks mogelijkheid risico gevaar
    doel bedoeld bedoeling vooruitzicht stelde voorgesteld gekeken going wanted intended promised promises pledged
    asked asks demands demanded called calls looked could sees saw fears feared warns warned planned aim aims aimed
    works working future soon possibility risk danger meant purpose prospect proposed proposes ready keen likely real
    help helps""".split()
)
_LASTING = frozenset("blijven blijft continue continues continued keep keeps remain remains opnieuw again".split())
_REACH = 9  # words: a Dutch modal stands far from its verb
_SHARED = 2


def asserted(said: Sequence[Word], source: Sequence[Word]) -> str:
    """The word by which the source leaves open what the claim tells as a fact, or ''.

    Only where that word stands in the clause of the sentence that the claim repeats.
    """
    if any(word.folded in _CAREFUL for word in said) or any(word.folded in _LASTING for word in source):
        return ""
    held = [any(related(word, mine) for mine in said if mine.carries) for word in source]
    for at, word in enumerate(source):
        if word.folded not in _OPEN:
            continue
        near = range(max(0, at - _REACH), min(len(source), at + _REACH + 1))
        same = [i for i in near if source[i].clause == word.clause and source[i].carries]
        if sum(held[i] for i in same) >= max(_SHARED, 0.4 * len(same)):
            return word.text
    return ""
