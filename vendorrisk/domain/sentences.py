"""Every sentence that the core says, in both languages, by its code."""

from __future__ import annotations

from typing import Final

from vendorrisk.domain import refusals
from vendorrisk.domain.questionnaire import Text

TIER: Final = {
    "tier.exposure": Text(
        "At a typical vendor the expected loss is {expected} a year, {multiple} times the appetite of {appetite}: the "
        "tier is {tier}.",
        "Bij een gemiddelde leverancier is het verwachte verlies {expected} per jaar, {multiple} keer de "
        "risicobereidheid van {appetite}: het niveau is {tier}.",
    ),
    "tier.exposure_alone": Text(
        "By expected loss alone it would be {tier}: {expected} a year at a typical vendor, {multiple} times the "
        "appetite of {appetite}.",
        "Op grond van het verwachte verlies alleen zou het {tier} zijn: {expected} per jaar bij een gemiddelde "
        "leverancier, {multiple} keer de risicobereidheid van {appetite}.",
    ),
    "tier.floor": Text("The tier is at least {tier}: {because}", "Het niveau is ten minste {tier}: {because}"),
    "tier.data": Text(
        "The data weighs most in the size of a loss: {category}, {records}.",
        "De gegevens wegen het zwaarst in de omvang van een verlies: {category}, {records}.",
    ),
    "tier.category": Text(
        "The data weighs most in the size of a loss: {category}.",
        "De gegevens wegen het zwaarst in de omvang van een verlies: {category}.",
    ),
    "tier.outage": Text(
        "Outage weighs most in the size of a loss: {downtime}.",
        "Uitval weegt het zwaarst in de omvang van een verlies: {downtime}.",
    ),
}

PACKS: Final = {
    "pack.tier": Text(
        "It is asked of every engagement of this tier: {tier}.",
        "Dit wordt gevraagd bij elke opdracht van dit niveau: {tier}.",
    ),
    "pack.chosen": Text("It is asked as well: {because}", "Dit wordt ook gevraagd: {because}"),
}

RECOMMENDATION: Final = {
    "ask.missing": Text(
        "Required answers are missing: {count}, the first being {control} (“{ask}”).",
        "Er ontbreken verplichte antwoorden: {count}, om te beginnen {control} (“{ask}”).",
    ),
    "ask.nothing_scored": Text(
        "Nothing that was asked counts for this engagement, so there is no score to decide on.",
        "Niets van wat is gevraagd, telt voor deze opdracht; er is dus geen score om op te beslissen.",
    ),
    "knock_out.admitted": Text(
        "Knock-out admitted: {control}, “{ask}” The answer is “{answer}”.",
        "Uitsluitingsgrond erkend: {control}, “{ask}” Het antwoord is “{answer}”.",
    ),
    "knock_out.unproven": Text(
        "Knock-out not yet proven: {control}, “{ask}” It is {assurance}; this tier wants it {wanted}.",
        "Uitsluitingsgrond nog niet weerlegd: {control}, “{ask}” Het is {assurance}; dit niveau vraagt {wanted}.",
    ),
    "knock_out.accepted": Text(
        "Knock-out lifted: {control}, “{ask}” The risk of it is accepted.",
        "Uitsluitingsgrond opgeheven: {control}, “{ask}” Het risico ervan is aanvaard.",
    ),
    "knock_outs.proven": Text(
        "All {count} knock-outs of this tier are proven.",
        "Alle {count} uitsluitingsgronden van dit niveau zijn aantoonbaar weerlegd.",
    ),
    "effectiveness.approve": Text(
        "Effectiveness as proven is {share} %, {margin} points above the approve line of {line}.",
        "De aangetoonde effectiviteit is {share} %, {margin} punten boven de goedkeuringsgrens van {line}.",
    ),
    "effectiveness.under_approve": Text(
        "Effectiveness as proven is {share} %, {margin} points under the approve line of {line}.",
        "De aangetoonde effectiviteit is {share} %, {margin} punten onder de goedkeuringsgrens van {line}.",
    ),
    "effectiveness.floor": Text(
        "Effectiveness as claimed is {share} %, {margin} points above the floor of {line}.",
        "De gestelde effectiviteit is {share} %, {margin} punten boven de ondergrens van {line}.",
    ),
    "effectiveness.under_floor": Text(
        "Effectiveness even as claimed is {share} %, {margin} points under the floor of {line}.",
        "Zelfs de gestelde effectiviteit is {share} %, {margin} punten onder de ondergrens van {line}.",
    ),
    "residual.proven_within": Text(
        "The expected loss as proven is {expected} a year, {margin} within the appetite of {appetite}.",
        "Het verwachte verlies op grond van wat is aangetoond is {expected} per jaar, {margin} binnen de "
        "risicobereidheid van {appetite}.",
    ),
    "residual.proven_above": Text(
        "The expected loss as proven is {expected} a year, {margin} above the appetite of {appetite}.",
        "Het verwachte verlies op grond van wat is aangetoond is {expected} per jaar, {margin} boven de "
        "risicobereidheid van {appetite}.",
    ),
    "residual.claimed_within": Text(
        "The expected loss as claimed is {expected} a year, {margin} within the appetite of {appetite}.",
        "Het verwachte verlies op grond van wat wordt gesteld is {expected} per jaar, {margin} binnen de "
        "risicobereidheid van {appetite}.",
    ),
    "residual.claimed_above": Text(
        "The expected loss even as claimed is {expected} a year, {margin} above the appetite of {appetite}.",
        "Zelfs op grond van wat wordt gesteld is het verwachte verlies {expected} per jaar, {margin} boven de "
        "risicobereidheid van {appetite}.",
    ),
    "stands_at_worst": Text(
        "It stands even if no unproven claim is true.",
        "Dit blijft staan, ook als geen enkele onbewezen bewering waar is.",
    ),
}

REMARKS: Final = {
    "stale": Text(
        "The answers are as of {month}, {months} months before this assessment; answers older than {limit} months "
        "count as claims only ({count} of {total}).",
        "De antwoorden zijn van {month}, {months} maanden voor deze beoordeling; antwoorden ouder dan {limit} maanden "
        "tellen alleen als bewering ({count} van {total}).",
    ),
    "proof_aged": Text(
        "Proof has expired or grown old for {controls}; it counts for less until it is renewed.",
        "Het bewijs is verlopen of verouderd bij {controls}; het telt minder mee tot het is vernieuwd.",
    ),
    "not_applicable_pending": Text(
        "Said not to apply, and worth nothing until a reviewer accepts it: {controls}.",
        "Volgens de leverancier niet van toepassing, en niets waard tot een beoordelaar dat aanvaardt: {controls}.",
    ),
    "plan.unprovable": Text(
        "No plan leads to approval yet: a reviewer must first grade the answer on {controls}.",
        "Geen plan leidt nog tot goedkeuring: eerst moet een beoordelaar een cijfer geven voor {controls}.",
    ),
    "plan.under_line": Text(
        "No plan leads to approval: with every answer at its best and proven, effectiveness would be {share} %, under "
        "the approve line of {line}.",
        "Geen plan leidt tot goedkeuring: ook met elk antwoord op zijn best en aangetoond zou de effectiviteit "
        "{share} % zijn, onder de goedkeuringsgrens van {line}.",
    ),
    "plan.over_appetite": Text(
        "No plan leads to approval: with every answer at its best and proven, the expected loss would be {expected} a "
        "year, above the appetite of {appetite}.",
        "Geen plan leidt tot goedkeuring: ook met elk antwoord op zijn best en aangetoond zou het verwachte verlies "
        "{expected} per jaar zijn, boven de risicobereidheid van {appetite}.",
    ),
    "ungraded": Text(
        "Free text that a reviewer has not graded counts as nothing yet: {controls}.",
        "Vrije tekst zonder cijfer van een beoordelaar telt nog als niets: {controls}.",
    ),
}

CONDITION: Final = {
    "condition.prove": Text(
        "Show that this holds: {answer} ({control}). Wanted: {proof}.",
        "Toon aan dat dit klopt: {answer} ({control}). Gevraagd: {proof}.",
    ),
    "condition.reach.shown": Text(
        "Reach at least: {answer} ({control}), and show it. Wanted: {proof}.",
        "Bereik ten minste: {answer} ({control}), en toon dat aan. Gevraagd: {proof}.",
    ),
    "condition.reach.said": Text(
        "Reach at least: {answer} ({control}), and tell us.", "Bereik ten minste: {answer} ({control}), en meld het."
    ),
    "condition.everywhere.shown": Text(
        "Let this hold for everything that we would use, without exceptions: {answer} ({control}), and show it. "
        "Wanted: {proof}.",
        "Laat dit gelden voor alles wat wij zouden gebruiken, zonder uitzonderingen: {answer} ({control}), en toon dat "
        "aan. Gevraagd: {proof}.",
    ),
    "condition.everywhere.said": Text(
        "Let this hold for everything that we would use, without exceptions: {answer} ({control}), and tell us.",
        "Laat dit gelden voor alles wat wij zouden gebruiken, zonder uitzonderingen: {answer} ({control}), en meld "
        "het.",
    ),
    "condition.show": Text(
        "Show what stands behind the answer to “{ask}” ({control}). Wanted: {proof}.",
        "Toon wat er achter het antwoord zit op “{ask}” ({control}). Gevraagd: {proof}.",
    ),
    "condition.improve.shown": Text(
        "Improve on the answer to “{ask}” ({control}), and show it. Wanted: {proof}.",
        "Verbeter wat er nu is geantwoord op “{ask}” ({control}), en toon dat aan. Gevraagd: {proof}.",
    ),
    "condition.improve.said": Text(
        "Improve on the answer to “{ask}” ({control}), and tell us.",
        "Verbeter wat er nu is geantwoord op “{ask}” ({control}), en meld het.",
    ),
    "advice.next": Text("To close the gap: {target}.", "Om het gat te dichten: {target}."),
    "answer.none": Text("no answer", "geen antwoord"),
    "answer.not_applicable": Text("not applicable", "niet van toepassing"),
}

FINDING: Final = {
    "finding.exception": Text(
        "The answer to “{ask}” does not hold for everything: {exceptions}",
        "Het antwoord op “{ask}” geldt niet voor alles: {exceptions}",
    ),
}

BAD_VALUE: Final = {
    "bad.option": Text("Choose one of the options.", "Kies een van de opties."),
    "bad.exclusive": Text(
        "“{option}” cannot be combined with another option.", "“{option}” is niet te combineren met een andere optie."
    ),
    "bad.number": Text("Enter a whole number, in digits.", "Vul een geheel getal in, in cijfers."),
    "bad.minimum": Text("Enter {minimum} or more.", "Vul {minimum} of meer in."),
    "bad.maximum": Text("Enter {maximum} or less.", "Vul {maximum} of minder in."),
    "bad.date": Text(
        "Enter a date that exists, as year-month-day or year-month, such as 2026-05-31 or 2026-05.",
        "Vul een bestaande datum in, als jaar-maand-dag of jaar-maand, zoals 2026-05-31 of 2026-05.",
    ),
    "bad.future": Text("Enter a date that is not in the future.", "Vul een datum in die niet in de toekomst ligt."),
    "bad.long": Text(
        "Use at most {limit} characters; this is {count}.", "Gebruik hoogstens {limit} tekens; dit zijn er {count}."
    ),
    "bad.characters": Text(
        "Remove the control characters, which cannot be read.", "Verwijder de stuurtekens; die zijn niet te lezen."
    ),
    "bad.country": Text(
        "“{code}” is not a country code of two letters, such as NL.",
        "“{code}” is geen landcode van twee letters, zoals NL.",
    ),
    "bad.table": Text("Fill in rows with the columns that are asked.", "Vul rijen in met de gevraagde kolommen."),
    "bad.rows": Text("Use at most {limit} rows.", "Gebruik hoogstens {limit} rijen."),
    "bad.cell": Text("Row {row}, {column}: {why}", "Rij {row}, {column}: {why}"),
    "bad.text": Text("Enter a text.", "Vul een tekst in."),
    "bad.statement": Text("Agree to the statement, or leave it open.", "Stem in met de verklaring, of laat haar open."),
    "bad.applies": Text("This question applies to everybody.", "Deze vraag geldt voor iedereen."),
    "bad.no_reason": Text("Say why this does not apply.", "Geef aan waarom dit niet van toepassing is."),
    "bad.shape": Text("This is not an answer to this question.", "Dit is geen antwoord op deze vraag."),
}

CAUSE: Final = {
    "cause.request": Text("The vendor was requested.", "De leverancier is aangevraagd."),
    "cause.cadence": Text(
        "It is time: every vendor is assessed again at intervals that follow from its tier.",
        "Het is tijd: elke leverancier wordt met tussenpozen die bij zijn niveau horen opnieuw beoordeeld.",
    ),
    "cause.decay": Text(
        "Proof runs out on which the last decision rested.",
        "Bewijs waarop het vorige besluit rustte, verloopt.",
    ),
    "cause.incident": Text("There was an incident.", "Er was een incident."),
    "cause.sub_processor": Text("A sub-processor came in.", "Er kwam een subverwerker bij."),
    "cause.change": Text("The contract or the service changes.", "Het contract of de dienst verandert."),
}

SENTENCES: Final[dict[str, Text]] = (
    CAUSE | TIER | PACKS | RECOMMENDATION | REMARKS | CONDITION | FINDING | BAD_VALUE | refusals.ALL
)
