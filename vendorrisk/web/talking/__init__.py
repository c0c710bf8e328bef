"""Talking: threads about questions, and which mails tell of them."""

from vendorrisk.web.talking import mails
from vendorrisk.web.talking.views import blueprint

mails.init_blueprint(blueprint)

__all__ = ["blueprint"]
