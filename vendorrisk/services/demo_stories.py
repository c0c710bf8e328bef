"""What the demo company's vendors have been through: one story for every state an assessment can be in."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.fulfilment import Act
from vendorrisk.domain.reassessment import Cause
from vendorrisk.persistence.models import Invitation
from vendorrisk.services import delegating
from vendorrisk.services.conditions import Done
from vendorrisk.services.delegating import DelegationInput
from vendorrisk.services.demo import LARS, ROOS, Stage, Story, joined
from vendorrisk.services.review import ReviewInput


def invited(stage: Stage) -> None:
    """Nobody came yet."""


def half_answered(stage: Stage) -> None:
    stage.clock.forward(days=1)
    stage.join()
    stage.answer(0.55)
    stage.write(None, "encryption-at-rest", "Do you mean our backups too? They are with another provider.")
    stage.clock.forward(minutes=90)
    stage.write(ROOS, "encryption-at-rest", "Yes, the backups too.\nName the provider in your comment, please.")


def shared(stage: Stage) -> None:
    """One colleague is at work on a section, another was asked for a question and did not come yet."""
    half_answered(stage)
    stage.clock.forward(days=35)
    legal = f"sanne@{stage.story.website}"
    told = "The contracts are with you; thank you."
    with stage.open_work() as work:
        for given in (
            DelegationInput(section="contract", name="Sanne Prins", email=legal, message=told),
            DelegationInput(
                section="suppliers", question="vendor-risk", name="Daan Mol", email=f"daan@{stage.story.website}"
            ),
        ):
            delegating.delegate(work, stage.vendor, stage.assessment, given)
        joined(work, work.session.scalars(select(Invitation).where(Invitation.email == legal)).one())


def submitted(stage: Stage) -> None:
    stage.clock.forward(days=1)
    stage.join()
    stage.answer()
    stage.submit()
    stage.clock.forward(days=1)


def half_reviewed(stage: Stage) -> None:
    submitted(stage)
    reason = "The letter names no scope, so it does not show that this service was tested."
    stage.lower(ROOS, "penetration-test", ReviewInput(assurance=Assurance.CLAIMED, reason=reason))


def returned(stage: Stage) -> None:
    submitted(stage)
    stage.ask(
        ROOS,
        {
            "multi-factor": "Which systems have no second factor yet, and by when will they?",
            "incident-response": "Please send the last page of the plan, with the date of the last exercise.",
        },
    )
    stage.clock.forward(minutes=40)
    stage.write(None, "multi-factor", "Only the old file server has none; it goes away in January.")


def half_signed(stage: Stage) -> None:
    submitted(stage)
    stage.look(ROOS)
    stage.sign(ROOS)


def decided(stage: Stage) -> None:
    """As recommended, by as many as the tier wants."""
    submitted(stage)
    stage.look(ROOS)
    if not stage.sign(ROOS):
        stage.clock.forward(days=1)
        stage.sign(LARS)


def worked_off(stage: Stage) -> None:
    """Of the conditions one is met, one waits for the risk team, and others are past their date."""
    decided(stage)
    stage.clock.forward(days=9)
    met = stage.show("The export of all data works now; the record shows the test of it.")
    stage.clock.forward(days=1)
    stage.settle(ROOS, met, Done(Act.ACCEPT))
    stage.clock.forward(days=20)
    stage.show("Done; see the attached record of the change.")


def accepted(stage: Stage) -> None:
    """One knock-out is admitted, and its risk taken on until the cause is gone; that day comes near."""
    stage.clock.forward(days=1)
    stage.join()
    stage.answer()
    stage.change("encryption-at-rest", "none", "The archive of the old scanners cannot; they are replaced in spring.")
    stage.submit()
    stage.clock.forward(days=1)
    stage.look(ROOS)
    why = "Only scans of parking permits are kept, for a week each, in a locked room; the scanners go in spring."
    stage.accept(LARS, 40, why)
    stage.clock.forward(minutes=90)
    stage.sign(ROOS, Verdict.APPROVE, "Encryption is the one thing that is missing, and the risk of it is accepted.")
    stage.clock.forward(days=1)
    stage.sign(LARS, Verdict.APPROVE)


def overruled(stage: Stage) -> None:
    """People reject what the model would have approved with conditions."""
    submitted(stage)
    stage.look(ROOS)
    why = "The vendor will not commit to a date for the penetration test; the contract is too short to wait for it."
    stage.sign(ROOS, Verdict.REJECT, why)
    stage.clock.forward(days=1)
    stage.sign(LARS, Verdict.REJECT)


def reassessed(stage: Stage) -> None:
    """Approved more than a year ago, and asked again after an incident."""
    submitted(stage)
    stage.look(ROOS)
    stage.sign(ROOS, Verdict.APPROVE, "The paper files never leave our own archive; the risk is theirs alone.")
    stage.clock.forward(days=1)
    stage.sign(LARS, Verdict.APPROVE)
    stage.clock.forward(days=stage.story.days - 12)
    stage.again(Cause.INCIDENT, "We read about the stolen laptop of November. What has changed since we last asked?")
    stage.answer()
    stage.change("logging", "around-the-clock", "Since the theft another company watches at night.")
    stage.change("access-reviews", "yearly", "The person who did this left; we are looking for another.")
    stage.submit()


def withdrawn(stage: Stage) -> None:
    stage.clock.forward(days=2)
    stage.withdraw("The couriers stay with their present supplier for another year.")


STORIES: Final = (
    Story(
        vendor="Meridiaan Cloud",
        title="Human resources system",
        purpose="Records of all employees, leave and appraisals.",
        contact="Femke Mulder",
        like="strong-saas",
        days=64,
        told=decided,
    ),
    Story(
        vendor="Polder Analytics",
        title="Engagement surveys among employees",
        purpose="Yearly and weekly surveys, reported by team.",
        contact="Jeroen Kuipers",
        like="saas-statement",
        days=51,
        told=worked_off,
    ),
    Story(
        vendor="Kwik Marketing",
        title="Sign-up for events",
        purpose="Names, e-mail addresses and preferences of employees.",
        contact="Bas Kramer",
        like="no-basics",
        days=47,
        told=decided,
    ),
    Story(
        vendor="Drukkerij Lindeman",
        title="Poster designs",
        purpose="A design tool for public posters; nothing of ours is in it.",
        contact="Hanneke Lindeman",
        like="low-tier",
        days=38,
        told=decided,
    ),
    Story(
        vendor="Parkwijzer",
        title="Parking at our offices",
        purpose="Number plates and permits of employees and visitors.",
        contact="Joost Wijnen",
        like="strong-saas",
        days=23,
        told=accepted,
    ),
    Story(
        vendor="Sterrenwacht Software",
        title="Recruitment platform",
        purpose="Applications, CVs and interview notes.",
        contact="Olivier Prins",
        like="all-yes-no-proof",
        days=33,
        language="en",
        facts={"ai": "decides"},
        told=overruled,
    ),
    Story(
        vendor="Noordzee HR",
        title="Payroll for 900 employees",
        purpose="Salaries, payslips and tax filings.",
        contact="Mirjam Hoekstra",
        like="honest-midsize",
        days=6,
        told=half_reviewed,
    ),
    Story(
        vendor="Zilverberg Verzekeringen",
        title="Absence insurance",
        purpose="Sick leave of employees, reported each month.",
        contact="Daan Zilverberg",
        like="honest-midsize",
        days=5,
        told=half_signed,
    ),
    Story(
        vendor="Radius Research",
        country="DE",
        title="Salary benchmark",
        purpose="A yearly comparison of pay by function.",
        contact="Lena Vogel",
        like="strong-saas",
        days=4,
        language="en",
        told=submitted,
    ),
    Story(
        vendor="Delta Documenten",
        title="Archive of personnel files",
        purpose="Scanning and keeping of paper files.",
        contact="Ruben de Boer",
        like="honest-midsize",
        days=410,
        told=reassessed,
    ),
    Story(
        vendor="Havenlicht IT",
        title="Management of laptops",
        purpose="Patches, software and support on every laptop.",
        contact="Esra Yilmaz",
        like="honest-midsize",
        days=7,
        facts={"access": "privileged"},
        told=returned,
    ),
    Story(
        vendor="Tulp Telefonie",
        title="Telephone exchange in the cloud",
        purpose="Calls, voicemail and call statistics.",
        contact="Wouter Tulp",
        like="honest-midsize",
        days=44,
        told=shared,
    ),
    Story(
        vendor="Nachtwacht Beveiliging",
        title="Visitor registration",
        purpose="Names and arrival times of visitors.",
        contact="Ilse van Dam",
        like="no-basics",
        days=6,
        told=half_answered,
    ),
    Story(
        vendor="Vertaalhuis Utrecht",
        title="Translation of policies",
        purpose="Confidential texts, before they are published.",
        contact="Margriet Vos",
        like="honest-midsize",
        days=1,
        told=invited,
    ),
    Story(
        vendor="Fietskoerier Randstad",
        title="Courier between our offices",
        purpose="Parcels and contracts on paper.",
        contact="Sem Bos",
        like="low-tier",
        days=27,
        told=withdrawn,
    ),
)
