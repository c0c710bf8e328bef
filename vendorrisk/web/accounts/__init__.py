"""Signing in and out, passwords, invitations and the language of the pages."""

from vendorrisk.web.accounts.sign_in import init_app
from vendorrisk.web.accounts.views import blueprint

__all__ = ["blueprint", "init_app"]
