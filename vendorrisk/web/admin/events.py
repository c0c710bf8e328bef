"""The kinds of event in words, for the trail."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.events import EventKind

KIND_NAMES: Final = {
    EventKind.USER_INVITED: _l("Person invited"),
    EventKind.USER_ACTIVATED: _l("Invitation accepted"),
    EventKind.USER_CHANGED: _l("Person changed"),
    EventKind.USER_SIGNED_IN: _l("Signed in"),
    EventKind.USER_SIGN_IN_FAILED: _l("Sign-in failed"),
    EventKind.USER_SIGNED_OUT: _l("Signed out"),
    EventKind.USER_PASSWORD_CHANGED: _l("Password changed"),
    EventKind.USER_UNSUBSCRIBED: _l("Mails switched off"),
    EventKind.USER_SUBSCRIBED: _l("Mails switched on"),
    EventKind.ENGAGEMENT_REQUESTED: _l("Engagement requested"),
    EventKind.ENGAGEMENT_WITHDRAWN: _l("Engagement withdrawn"),
    EventKind.CONTACT_CHANGED: _l("Contact changed"),
    EventKind.VENDOR_REMINDED: _l("Vendor reminded"),
    EventKind.ASSESSMENT_OPENED: _l("Questionnaire opened"),
    EventKind.ASSESSMENT_SUBMITTED: _l("Questionnaire submitted"),
    EventKind.ASSESSMENT_RETURNED: _l("Returned to the vendor"),
    EventKind.PROOF_ADDED: _l("Proof added"),
    EventKind.VENDOR_DECLINED: _l("Vendor declined"),
    EventKind.ANSWERS_DELEGATED: _l("Answers delegated"),
    EventKind.DELEGATION_DONE: _l("Delegation done"),
    EventKind.DELEGATION_ENDED: _l("Delegation ended"),
    EventKind.ANSWERS_PROPOSED: _l("Answers proposed"),
    EventKind.PROPOSALS_SETTLED: _l("Proposals settled"),
    EventKind.PROOF_REMOVED: _l("Proof removed"),
    EventKind.PROOF_REPLACED: _l("Proof replaced"),
    EventKind.PROOF_READ: _l("Proof read"),
    EventKind.ANSWER_REVIEWED: _l("Answer reviewed"),
    EventKind.MESSAGE_WRITTEN: _l("Message written"),
    EventKind.DECISION_SIGNED: _l("Decision signed"),
    EventKind.DECISION_REFUSED: _l("Signature refused"),
    EventKind.DECISION_TAKEN: _l("Decision taken"),
    EventKind.RECORD_SEALED: _l("Record sealed"),
    EventKind.RECORD_RENDERED: _l("Record rendered"),
    EventKind.RECORD_READ: _l("Record read"),
    EventKind.SEAL_KEY_MADE: _l("Key of the seal made"),
    EventKind.SEAL_KEY_IMPORTED: _l("Key of the seal brought from elsewhere"),
    EventKind.SEAL_KEY_ROTATED: _l("Key of the seal replaced"),
}
