"""The words of the workbook, in both languages; the columns are recognised by them when a workbook comes back."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.sheets import Part


class Heading(StrEnum):
    """A column of the answers."""

    SECTION = "section"
    NUMBER = "number"
    QUESTION = "question"
    HELP = "help"
    ANSWER = "answer"
    EXCEPTIONS = "exceptions"
    REASON = "reason"
    COMMENT = "comment"
    WHEN = "when"
    ID = "id"
    VERSION = "version"


HEADINGS: Final = {
    Heading.SECTION: Text("Section", "Onderdeel"),
    Heading.NUMBER: Text("No.", "Nr."),
    Heading.QUESTION: Text("Question", "Vraag"),
    Heading.HELP: Text("Help", "Uitleg"),
    Heading.ANSWER: Text("Answer", "Antwoord"),
    Heading.EXCEPTIONS: Text("Exceptions", "Uitzonderingen"),
    Heading.REASON: Text("Does not apply, because", "Niet van toepassing, omdat"),
    Heading.COMMENT: Text("Comment", "Toelichting"),
    Heading.WHEN: Text("Asked only when", "Alleen gevraagd als"),
    Heading.ID: Text("Id", "Kenmerk"),
    Heading.VERSION: Text("Version", "Versie"),
}

PARTS: Final = {
    Part.ANSWER: Heading.ANSWER,
    Part.REASON: Heading.REASON,
    Part.EXCEPTIONS: Heading.EXCEPTIONS,
    Part.COMMENT: Heading.COMMENT,
}
"""The column of each part of an answer."""

ANSWERS: Final = Text("Answers", "Antwoorden")
HOW_TO: Final = Text("How to", "Uitleg")
YES: Final = Text("Yes", "Ja")
NO: Final = Text("No", "Nee")
AGREED_LABEL: Final = Text("Agreed", "Akkoord")

HINT: Final = Text(
    "Fill in the blue cells; the others are locked. “How to” explains the rest.",
    "Vul de blauwe cellen in; de andere zijn vergrendeld. “Uitleg” legt de rest uit.",
)
ROW_HINT: Final = Text(
    "One line each, from row {first} down; at most {limit} lines.",
    "Elk op een eigen regel, vanaf rij {first}; hoogstens {limit} regels.",
)
SEE_LINES: Final = Text("Say yes or no on each line below.", "Kies ja of nee op elke regel hieronder.")
SEE_SHEET: Final = Text("Fill in the worksheet “{sheet}”.", "Vul het werkblad “{sheet}” in.")
CHOOSE: Final = Text("Choose from the list.", "Kies uit de lijst.")
WHOLE: Final = Text("A whole number.", "Een geheel getal.")
WHOLE_OF: Final = Text("A whole number of: {unit}.", "Een geheel getal, in: {unit}.")
A_DATE: Final = Text(
    "A date, such as 2026-03-31. Is only the month known, then the first of it.",
    "Een datum, zoals 2026-03-31. Is alleen de maand bekend, dan de eerste daarvan.",
)
COUNTRY_LIST: Final = Text(
    "Countries by name or code, with commas between them.", "Landen met naam of code, met komma's ertussen."
)
NOT_TAKEN: Final = Text("This is not taken", "Dit wordt niet aangenomen")
SCOPE: Final = Text("What is left out, if anything.", "Wat erbuiten valt, als er iets is.")

STEPS: Final = (
    Text(
        "This workbook holds every question that may be asked, for you to fill in where and when you like.",
        "Deze werkmap bevat elke vraag die kan worden gesteld; u vult haar in waar en wanneer u wilt.",
    ),
    Text(
        "Fill in the blue cells of “Answers”. Everything else is locked, so that nothing else can change by mistake.",
        "Vul de blauwe cellen van “Antwoorden” in. Al het andere is vergrendeld, zodat niets per ongeluk verandert.",
    ),
    Text(
        "Where a list opens, choose from it. Where a question has several lines, say yes or no on each.",
        "Waar een lijst opengaat, kiest u daaruit. Heeft een vraag meer regels, kies dan ja of nee op elke regel.",
    ),
    Text(
        "Some questions want rows: each of these has a worksheet of its own, one line a row.",
        "Sommige vragen vragen om rijen: elk daarvan heeft een eigen werkblad, één regel per rij.",
    ),
    Text(
        "Does a question not apply, then leave the answer empty and give the reason in its column. Where that cell is "
        "grey, the question applies to everybody.",
        "Is een vraag niet van toepassing, laat het antwoord dan leeg en geef de reden in de kolom daarvoor. Is die "
        "cel grijs, dan geldt de vraag voor iedereen.",
    ),
    Text(
        "Does an answer hold for less than everything, then name what is left out under “Exceptions”.",
        "Geldt een antwoord niet voor alles, noem dan onder “Uitzonderingen” wat erbuiten valt.",
    ),
    Text(
        "“Asked only when” says which answers bring a question. Where they do not, leave it empty.",
        "“Alleen gevraagd als” zegt welke antwoorden een vraag oproepen. Doen ze dat niet, laat haar dan leeg.",
    ),
    Text(
        "Then bring the workbook back to the portal, as .xlsx. You see cell by cell what would change, before anything "
        "does. An empty cell never takes an answer away, and an answer that a colleague changed in the portal "
        "meanwhile is not written over unless you say so.",
        "Breng de werkmap daarna als .xlsx terug naar het portaal. U ziet per cel wat er zou veranderen, voordat er "
        "iets verandert. Een lege cel haalt nooit een antwoord weg, en een antwoord dat een collega intussen in het "
        "portaal wijzigde, wordt niet overschreven tenzij u dat zegt.",
    ),
    Text(
        "Proof (reports, certificates) is added in the portal, not here.",
        "Bewijs (rapporten, certificaten) voegt u toe in het portaal, niet hier.",
    ),
)
