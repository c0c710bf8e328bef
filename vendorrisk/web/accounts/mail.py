"""Mails of Flask-Security, sent like every other mail: a row in the outbox, within the transaction that asks for it."""

from __future__ import annotations

from typing import Any, Final

from flask_security import MailUtil

from vendorrisk.services import outbox
from vendorrisk.web.work import current_work

MESSAGES: Final = {
    "security/email/reset_instructions": "password-reset",
    "security/email/reset_notice": "password-changed",
    "security/email/change_notice": "password-changed",
}
"""Flask-Security's name of a mail, and the folder of `templates/emails` that says it in our words."""


class OutboxMail(MailUtil):
    """Puts a mail into the outbox instead of sending it."""

    def send_mail(
        self,
        template: str,
        subject: str,  # noqa: ARG002 - our templates carry their own subject
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],  # noqa: ARG002 - the settings say who sends
        body: str | None,  # noqa: ARG002 - rendered by the worker
        html: str | None,  # noqa: ARG002 - rendered by the worker
        **context: Any,
    ) -> None:
        user = context["user"]
        links = {"link": context["reset_link"]} if "reset_link" in context else {}
        work = current_work()
        outbox.put(
            work, "mail", message=MESSAGES[template], to=str(recipient), language=user.language, name=user.name, **links
        )
        work.commit()
