"""Answering: what a vendor's people do with a questionnaire, from the task list to the attestation."""

from vendorrisk.services.answering.proposals import (
    Accepted,
    Proposed,
    ReusePage,
    propose_from_earlier,
    propose_from_statement,
    propose_from_workbook,
    reuse_page,
    settle,
)
from vendorrisk.services.answering.reading import check_answers, everything, questionnaires, section_page, task_list
from vendorrisk.services.answering.saving import save_answer
from vendorrisk.services.answering.sheets import Imported, NotSaved, apply_import, export_sheet, preview_import
from vendorrisk.services.answering.submitting import submit
from vendorrisk.services.answering.texts import text_of
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
    "Accepted",
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
    "Proposed",
    "QuestionnaireRow",
    "ReusePage",
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
    "propose_from_earlier",
    "propose_from_statement",
    "propose_from_workbook",
    "questionnaires",
    "read_proof",
    "remove_proof",
    "reuse_page",
    "save_answer",
    "section_page",
    "settle",
    "submit",
    "task_list",
    "text_of",
]
