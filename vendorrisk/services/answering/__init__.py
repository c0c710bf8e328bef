"""Answering: what a vendor's people do with a questionnaire, from the task list to the attestation."""

from vendorrisk.services.answering.reading import check_answers, everything, questionnaires, section_page, task_list
from vendorrisk.services.answering.saving import save_answer
from vendorrisk.services.answering.sheets import Imported, NotSaved, apply_import, export_sheet, preview_import
from vendorrisk.services.answering.submitting import submit
from vendorrisk.services.answering.views import (
    AnswerConflict,
    AnswerInput,
    CheckPage,
    CheckSection,
    EveryQuestion,
    Item,
    OpenClarification,
    Progress,
    QuestionnaireRow,
    SavedAnswer,
    SectionPage,
    SectionProgress,
    TaskList,
    Theirs,
)
from vendorrisk.services.proofs import ProofInput, ProofRefused, add_proof, read_proof, remove_proof

__all__ = [
    "AnswerConflict",
    "AnswerInput",
    "CheckPage",
    "CheckSection",
    "EveryQuestion",
    "Imported",
    "Item",
    "NotSaved",
    "OpenClarification",
    "Progress",
    "ProofInput",
    "ProofRefused",
    "QuestionnaireRow",
    "SavedAnswer",
    "SectionPage",
    "SectionProgress",
    "TaskList",
    "Theirs",
    "add_proof",
    "apply_import",
    "check_answers",
    "everything",
    "export_sheet",
    "preview_import",
    "questionnaires",
    "read_proof",
    "remove_proof",
    "save_answer",
    "section_page",
    "submit",
    "task_list",
]
