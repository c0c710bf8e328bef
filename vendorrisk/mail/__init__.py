"""Mail: messages composed from templates/emails in the reader's language, sent over SMTP or written to a folder."""

from vendorrisk.mail.composer import Composer, Letter
from vendorrisk.mail.transports import MailFolder, Smtp, open_transport

__all__ = ["Composer", "Letter", "MailFolder", "Smtp", "open_transport"]
