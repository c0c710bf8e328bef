"""What a use case says when a rule forbids an act: why, and what can be done instead, in both languages."""

from __future__ import annotations

from typing import Final

from vendorrisk.domain.questionnaire import Text

ACCOUNTS: Final = {
    "own_account": Text(
        "You cannot change your own access; ask another administrator.",
        "U kunt uw eigen toegang niet wijzigen; vraag een andere beheerder.",
    ),
    "last_administrator": Text(
        "This is the last administrator; make another one first.",
        "Dit is de laatste beheerder; maak eerst een andere beheerder.",
    ),
}

DECISION: Final = {
    "decision.own_request": Text(
        "You asked for this vendor, so somebody else decides.",
        "U hebt deze leverancier aangevraagd; iemand anders beslist.",
    ),
    "decision.own_answers": Text(
        "You answered for this vendor, so somebody else decides.",
        "U hebt voor deze leverancier geantwoord; iemand anders beslist.",
    ),
    "decision.signed_already": Text(
        "You have signed already; another approver signs next.", "U hebt al getekend; nu tekent een andere beslisser."
    ),
    "decision.stale_answers": Text(
        "An answer or a review changed since you opened this page. Look at it again before you sign.",
        "Een antwoord of beoordeling is gewijzigd sinds u deze pagina opende. Bekijk die opnieuw voordat u tekent.",
    ),
    "decision.knock_out_admitted": Text(
        "The vendor admits a knock-out, and no acceptance of its risk is in force. Accept the risk first, for a time "
        "and with a reason, or reject.",
        "De leverancier erkent een uitsluitingsgrond en het risico ervan is niet (meer) aanvaard. Aanvaard eerst het "
        "risico, voor een bepaalde tijd en met een reden, of wijs af.",
    ),
    "decision.rationale_missing": Text(
        "This departs from the recommendation. Say why.", "Dit wijkt af van de aanbeveling. Geef de reden."
    ),
    "decision.conditions_missing": Text(
        "Approving with conditions wants at least one condition.",
        "Goedkeuren onder voorwaarden vraagt ten minste één voorwaarde.",
    ),
    "decision.proof_unreviewed": Text(
        "There is proof that nobody has reviewed: {count} answers. Accept or lower each first.",
        "Er is bewijs dat niemand heeft beoordeeld: {count} antwoorden. Aanvaard of verlaag die eerst.",
    ),
    "decision.not_decidable": Text(
        "This cannot be decided yet: required answers are missing.",
        "Hierover kan nog niet worden beslist: er ontbreken verplichte antwoorden.",
    ),
}

INTAKE: Final = {
    "intake.not_with_vendor": Text(
        "The vendor has nothing to answer at the moment, so there is nothing to remind of.",
        "De leverancier hoeft op dit moment niets te beantwoorden; een herinnering is niet nodig.",
    ),
    "intake.declined": Text(
        "The contact declined to answer. Ask somebody else there by changing the contact.",
        "De contactpersoon ziet af van antwoorden. Vraag iemand anders daar door de contactpersoon te wijzigen.",
    ),
    "intake.reminded_today": Text(
        "A reminder went out today already; the next can go tomorrow.",
        "Er is vandaag al een herinnering verstuurd; morgen kan de volgende.",
    ),
    "intake.closed": Text(
        "This request is closed and cannot be changed any more.",
        "Deze aanvraag is afgesloten en kan niet meer worden gewijzigd.",
    ),
    "answering.contradicts": Text(
        "Some answers seem to contradict one another: {count}. Change them, or explain how they can all be true.",
        "Sommige antwoorden lijken elkaar tegen te spreken: {count}. Wijzig ze, of leg uit hoe ze allemaal waar zijn.",
    ),
    "answering.explanation_empty": Text(
        "Say in a few words how these answers can all be true.",
        "Leg in enkele woorden uit hoe deze antwoorden allemaal waar kunnen zijn.",
    ),
    "upload.part": Text(
        "This part does not fit the file that was begun. Choose the file once more.",
        "Dit deel past niet bij het bestand dat was begonnen. Kies het bestand nog een keer.",
    ),
    "upload.unfinished": Text(
        "The file has not wholly arrived. Choose it once more; it goes on where it stopped.",
        "Het bestand is nog niet helemaal aangekomen. Kies het nog een keer; het gaat verder waar het ophield.",
    ),
    "condition.not_now": Text(
        "That cannot be done with this condition any more. See how it stands now.",
        "Dat kan met deze voorwaarde niet meer. Bekijk hoe zij er nu voor staat.",
    ),
    "condition.words_missing": Text("Say it in a few words.", "Zeg het in enkele woorden."),
    "condition.date": Text(
        "Give a date from today on, at most {days} days ahead.",
        "Geef een datum vanaf vandaag, hoogstens {days} dagen vooruit.",
    ),
    "review.assigned_meanwhile": Text(
        "Somebody else took or gave it meanwhile. See who reviews it now.",
        "Iemand anders nam of gaf het intussen. Bekijk wie het nu beoordeelt.",
    ),
    "review.closed": Text(
        "It is closed: there is nothing left to review.", "Het is afgesloten: er valt niets meer te beoordelen."
    ),
    "acceptance.not_now": Text(
        "That cannot be done with this acceptance any more. See how it stands now.",
        "Dat kan met deze aanvaarding niet meer. Bekijk hoe zij er nu voor staat.",
    ),
    "acceptance.not_open": Text(
        "A risk is accepted while the answers are reviewed, or after the decision; not now.",
        "Een risico wordt aanvaard tijdens de beoordeling van de antwoorden of na de beslissing; nu niet.",
    ),
    "acceptance.reason_missing": Text("Say why, in a few words.", "Zeg in enkele woorden waarom."),
    "acceptance.questions": Text(
        "Choose at least one knock-out that stands.", "Kies ten minste één uitsluitingsgrond die geldt."
    ),
    "acceptance.date": Text(
        "Give a date after today, at most {days} days ahead.",
        "Geef een datum na vandaag, hoogstens {days} dagen vooruit.",
    ),
    "condition.own": Text(
        "You requested this vendor or answered for it, so somebody else looks at its conditions.",
        "U hebt deze leverancier aangevraagd of er antwoorden voor gegeven; een ander beoordeelt de voorwaarden.",
    ),
    "reassessment.under_way": Text(
        "This vendor is being assessed now. Wait for the decision, or withdraw it first.",
        "Deze leverancier wordt nu beoordeeld. Wacht op het besluit, of trek de aanvraag eerst in.",
    ),
    "reassessment.reason_missing": Text(
        "Say what happened; the vendor reads it.", "Vertel wat er is gebeurd; de leverancier leest het."
    ),
    "intake.reason_missing": Text("Say why you withdraw the request.", "Geef aan waarom u de aanvraag intrekt."),
    "intake.not_yours": Text(
        "Only whoever made this request, or a risk lead, can change it.",
        "Alleen wie deze aanvraag deed, of een risicobeheerder, kan haar wijzigen.",
    ),
    "intake.fact_missing": Text("This has to be answered first: {ask}", "Dit moet eerst worden beantwoord: {ask}"),
}

ANSWERING: Final = {
    "answering.closed": Text(
        "These answers are submitted, so they cannot be changed now.",
        "Deze antwoorden zijn ingediend en kunnen nu niet worden gewijzigd.",
    ),
    "answering.locked": Text(
        "Only the answers that the reviewer asked about can be changed now.",
        "Alleen de antwoorden waar de beoordelaar naar vroeg, kunnen nu worden gewijzigd.",
    ),
    "answering.not_attested": Text(
        "Give your name and your position: you stand for these answers.",
        "Vul uw naam en functie in: u staat in voor deze antwoorden.",
    ),
    "answering.missing": Text(
        "Required answers are missing: {count}, the first being “{ask}”.",
        "Er ontbreken verplichte antwoorden: {count}, om te beginnen “{ask}”.",
    ),
}

PROOF: Final = {
    "preview.protected": Text(
        "This file asks for a password, so it cannot be shown here. Download it to open it.",
        "Dit bestand vraagt om een wachtwoord en kan hier niet worden getoond. Download het om het te openen.",
    ),
    "preview.broken": Text(
        "This file cannot be read, so it cannot be shown here. Download it to look at it yourself.",
        "Dit bestand kan niet worden gelezen en dus niet worden getoond. Download het om het zelf te bekijken.",
    ),
    "preview.huge": Text(
        "This picture has too many pixels to be shown here. Download it to look at it.",
        "Deze afbeelding heeft te veel pixels om hier te tonen. Download haar om haar te bekijken.",
    ),
    "preview.long": Text(
        "It took too long to draw this file. Download it to look at it.",
        "Het tekenen van dit bestand duurde te lang. Download het om het te bekijken.",
    ),
    "preview.lost": Text(
        "This file is missing from our store, or damaged there. An administrator can bring it back from a backup.",
        "Dit bestand ontbreekt in onze opslag of is daar beschadigd. Een beheerder kan het uit een back-up terughalen.",
    ),
    "preview.type": Text(
        "Files of this type are not shown here. Download it to look at it.",
        "Bestanden van dit type worden hier niet getoond. Download het om het te bekijken.",
    ),
    "proof.empty": Text("This file is empty. Choose the file again.", "Dit bestand is leeg. Kies het bestand opnieuw."),
    "proof.too_large": Text(
        "This file is larger than {limit} MB. Send the part that shows it.",
        "Dit bestand is groter dan {limit} MB. Stuur het deel dat het aantoont.",
    ),
    "proof.name": Text(
        "Give the file a name of at most 255 characters, without line breaks.",
        "Geef het bestand een naam van hoogstens 255 tekens, zonder regeleinden.",
    ),
    "proof.type": Text(
        "Files of this type are not taken. Send one of: {allowed}.",
        "Bestanden van dit type worden niet aangenomen. Stuur een van: {allowed}.",
    ),
    "proof.content": Text(
        "What is in this file is not what its name says ({suffix}). Save it again as that type, or rename it.",
        "De inhoud van dit bestand is niet wat de naam zegt ({suffix}). Bewaar het opnieuw, of hernoem het.",
    ),
    "proof.kind": Text("Choose what kind of document this is.", "Kies wat voor document dit is."),
    "proof.issued_later": Text(
        "A document cannot be issued in the future.", "Een document kan niet in de toekomst zijn afgegeven."
    ),
    "proof.expires_before": Text(
        "It expires before it was issued. Check the two dates.",
        "Het verloopt vóór het is afgegeven. Controleer de twee datums.",
    ),
}

ARRIVING: Final = {
    "arriving.reason_missing": Text("Say why, in a few words.", "Geef aan waarom, in een paar woorden."),
    "arriving.colleague": Text(
        "An invitation of a colleague cannot be passed on. Ask an administrator to invite somebody else.",
        "De uitnodiging van een collega is niet door te geven. Vraag een beheerder om iemand anders uit te nodigen.",
    ),
}

DELEGATING: Final = {
    "delegating.self": Text(
        "This is your own address; you already have these questions.",
        "Dit is uw eigen adres; u hebt deze vragen al.",
    ),
    "delegating.held": Text(
        "{name} already has this. You can send a reminder.",
        "{name} heeft dit al. U kunt een herinnering sturen.",
    ),
    "delegating.too_many": Text(
        "That is {limit} invitations in a day. Go on tomorrow.",
        "Dat zijn {limit} uitnodigingen op een dag. Ga morgen verder.",
    ),
    "delegating.reminded_today": Text(
        "A reminder was sent less than a day ago.",
        "Er is minder dan een dag geleden al een herinnering gestuurd.",
    ),
    "delegating.who": Text(
        "Give your colleague's name and e-mail address.", "Vul de naam en het e-mailadres van uw collega in."
    ),
}

REUSE: Final = {
    "reuse.nothing_given": Text(
        "Paste the text of your statement, or choose its file.",
        "Plak de tekst van uw verklaring, of kies het bestand ervan.",
    ),
    "reuse.too_long": Text(
        "This text is too long to be read: send at most {limit} characters, the part on security.",
        "Deze tekst is te lang om te lezen: stuur hoogstens {limit} tekens, het deel over beveiliging.",
    ),
    "reuse.unreadable": Text(
        "No text could be read from this file. Send a PDF, Word (.docx) or text file, or paste the text.",
        "Uit dit bestand was geen tekst te lezen. Stuur een PDF-, Word- (.docx) of tekstbestand, of plak de tekst.",
    ),
}

SHEET: Final = {
    "sheet.too_large": Text(
        "This workbook is larger than a questionnaire can be. Send the workbook that you downloaded here, filled in.",
        "Deze werkmap is groter dan een vragenlijst kan zijn. Stuur de hier opgehaalde werkmap, ingevuld.",
    ),
    "sheet.not_xlsx": Text(
        "This is not an Excel workbook (.xlsx), or it is damaged. Save it again as .xlsx.",
        "Dit is geen Excel-werkmap (.xlsx), of zij is beschadigd. Bewaar haar opnieuw als .xlsx.",
    ),
    "sheet.locked": Text(
        "This workbook is in the old format (.xls) or has a password. Save it as .xlsx, without a password.",
        "Deze werkmap is in het oude formaat (.xls) of heeft een wachtwoord. Bewaar haar als .xlsx, zonder wachtwoord.",
    ),
    "sheet.macros": Text(
        "This workbook holds macros. Save it as .xlsx, without macros.",
        "Deze werkmap bevat macro's. Bewaar haar als .xlsx, zonder macro's.",
    ),
    "sheet.no_questions": Text(
        "This workbook has no worksheet with questions and answers. Send the workbook that you downloaded here.",
        "Deze werkmap heeft geen werkblad met vragen en antwoorden. Stuur de werkmap die u hier hebt opgehaald.",
    ),
    "sheet.other_assessment": Text(
        "This workbook is that of another questionnaire. Download that of this one and copy your answers into it.",
        "Deze werkmap hoort bij een andere vragenlijst. Haal de werkmap van deze lijst op en zet uw antwoorden daarin.",
    ),
    "sheet.other_edition": Text(
        "The questions have changed since this workbook was made. Download it again and copy your answers into it.",
        "De vragen zijn gewijzigd sinds deze werkmap is gemaakt. Haal haar opnieuw op en zet uw antwoorden daarin.",
    ),
    "sheet.unknown": Text(
        "This row is that of no question that is asked here.",
        "Deze rij hoort niet bij een vraag die hier wordt gesteld.",
    ),
    "sheet.twice": Text(
        "This question stands in the sheet twice; the first was read.",
        "Deze vraag staat twee keer in het werkblad; de eerste is gelezen.",
    ),
    "sheet.formula": Text(
        "This cell holds a formula. Type the answer itself.", "Deze cel bevat een formule. Typ het antwoord zelf."
    ),
    "sheet.error": Text("This cell holds an error of the spreadsheet.", "Deze cel bevat een fout van het rekenblad."),
    "sheet.yes_no": Text("Say yes or no.", "Kies ja of nee."),
    "sheet.none_chosen": Text(
        "Say yes to at least one line of this question.", "Kies ja bij ten minste één regel van deze vraag."
    ),
    "sheet.rows_missing": Text(
        "Lines of this question were removed, so it cannot be read as a whole.",
        "Er zijn regels van deze vraag verwijderd; zij is daardoor niet als geheel te lezen.",
    ),
    "sheet.column_missing": Text(
        "The column “{column}” was removed, so the rows cannot be read as a whole.",
        "De kolom “{column}” is verwijderd; de rijen zijn daardoor niet als geheel te lezen.",
    ),
    "sheet.date_unclear": Text(
        "Which is the day and which is the month? Write the date as 2026-03-31.",
        "Wat is de dag en wat de maand? Schrijf de datum als 2026-03-31.",
    ),
    "sheet.both": Text(
        "There is an answer, and a reason why the question does not apply. Clear one of the two.",
        "Er is een antwoord én een reden waarom de vraag niet van toepassing is. Maak een van beide leeg.",
    ),
    "sheet.comment_with_reason": Text(
        "The question is said not to apply: write this with the reason.",
        "De vraag is volgens u niet van toepassing: zet dit bij de reden.",
    ),
    "sheet.elsewhere": Text(
        "Nothing is read from this cell. Answer on the lines or worksheet of this question, comment on its first row.",
        "Deze cel wordt niet gelezen. Antwoord op de regels of het werkblad van de vraag; licht toe op de eerste rij.",
    ),
    "sheet.not_asked": Text(
        "This question is not asked, given the other answers.",
        "Deze vraag wordt niet gesteld, gezien de andere antwoorden.",
    ),
    "sheet.saved_meanwhile": Text(
        "This answer was saved by {author} meanwhile.", "Dit antwoord is intussen door {author} opgeslagen."
    ),
}

REVIEW: Final = {
    "review.own_answers": Text(
        "You answered for this vendor, so somebody else reviews it.",
        "U hebt voor deze leverancier geantwoord; iemand anders beoordeelt.",
    ),
    "review.raised": Text(
        "The vendor says less than that: an answer can be accepted or lowered.",
        "De leverancier zegt minder dan dat: een antwoord kan worden aanvaard of verlaagd.",
    ),
    "review.reason_missing": Text(
        "Say why, for the vendor and for the record.", "Geef de reden, voor de leverancier en voor het dossier."
    ),
    "review.not_graded": Text(
        "Only a scored answer in free text is graded, from 0 to 100.",
        "Alleen een meetellend antwoord in vrije tekst krijgt een cijfer, van 0 tot 100.",
    ),
    "review.grade_missing": Text("Grade this text from 0 to 100.", "Geef deze tekst een cijfer van 0 tot 100."),
    "review.applicability": Text(
        "The vendor says that this does not apply: accept that, or say why it does.",
        "Volgens de leverancier is dit niet van toepassing: aanvaard dat, of geef aan waarom het dat wel is.",
    ),
    "review.nothing_asked": Text(
        "Ask the vendor about at least one answer.", "Vraag de leverancier naar ten minste één antwoord."
    ),
    "decision.condition": Text(
        "Each condition wants a question that was asked, what is to be done, who does it, and a date from today up to "
        "{latest}.",
        "Elke voorwaarde vraagt een gestelde vraag, wat er moet gebeuren, wie dat doet, en een datum vanaf vandaag tot "
        "en met {latest}.",
    ),
    "decision.reason_missing": Text("Say why you do not agree.", "Geef aan waarom u het niet eens bent."),
}

TALKING: Final = {
    "talking.empty": Text("Write something first.", "Schrijf eerst iets."),
    "talking.closed": Text(
        "This assessment is closed: what was written can be read, and nothing can be added.",
        "Deze beoordeling is afgesloten: wat is geschreven kunt u lezen, maar er kan niets meer bij.",
    ),
}

ALL: Final = ACCOUNTS | ARRIVING | DECISION | INTAKE | ANSWERING | PROOF | DELEGATING | REUSE | SHEET | REVIEW | TALKING
